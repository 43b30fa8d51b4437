package kz.nusqau.shared;

/** The languages a subscriber is answered in (R-OPS-7). */
public enum Language {
    KK,
    RU,
    EN
}
