package kz.nusqau.subscriber;

/** Whether a day's limit had room. */
public enum LimitResult {
    TAKEN,
    OVER_AMOUNT,
    OVER_COUNT
}
