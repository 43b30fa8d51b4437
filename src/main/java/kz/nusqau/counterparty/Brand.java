package kz.nusqau.counterparty;

/** The operator's brands; some rules differ by them (R-ELIG-7, R-SC-5). */
public enum Brand {
    ACTIV,
    KCELL
}
