package kz.nusqau.counterparty;

/** The operators' brands; some rules differ by them (R-ELIG-7, R-SC-5). */
public enum Brand {
    ACTIV,
    KCELL,
    BEELINE
}
