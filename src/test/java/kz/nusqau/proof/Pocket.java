package kz.nusqau.proof;

/** Where money of the crowd can be, by the books of the sandboxes. */
enum Pocket {
    /** The main balance at billing. */
    ADVANCE,
    /** The own e-money. */
    WALLET,
    /** What went to the crowd's one payee. */
    PAYEE,
    /** What went to the account of another payee, who never comes either. */
    PAYEE_ACCOUNT,
    /** What went to providers. */
    PROVIDER,
    KASPI_TENGE,
    KASPI_DOLLARS,
    HALYK_TENGE,
    /** What the app store keeps. */
    APP_STORE
}
