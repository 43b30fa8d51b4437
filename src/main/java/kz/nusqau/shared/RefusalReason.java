package kz.nusqau.shared;

import static kz.nusqau.shared.RefusalReason.Party.BANK;
import static kz.nusqau.shared.RefusalReason.Party.EMONEY_SYSTEM;
import static kz.nusqau.shared.RefusalReason.Party.HUB;
import static kz.nusqau.shared.RefusalReason.Party.OPERATOR;
import static kz.nusqau.shared.RefusalReason.Party.PROVIDER;

/**
 * Why an instruction was refused; each has its own reply text, named {@code refused.<reason>} in
 * the catalogue (R-OPS-4), and names whose refusal it is (R-OPS-10).
 */
public enum RefusalReason {
    DEBT(OPERATOR),
    BLOCKED(OPERATOR),
    CONTRACT_ENDED(OPERATOR),
    INSUFFICIENT_FUNDS(OPERATOR),
    BELOW_MINIMUM(HUB),
    ABOVE_MAXIMUM(HUB),
    DAILY_AMOUNT_LIMIT(HUB),
    DAILY_COUNT_LIMIT(HUB),
    EMONEY_LIMIT(EMONEY_SYSTEM),
    INSUFFICIENT_WALLET_FUNDS(EMONEY_SYSTEM),
    WALLET_ELSEWHERE(HUB),
    OWN_NUMBER(HUB),
    UNKNOWN_PAYEE(EMONEY_SYSTEM),
    INVALID_REQUISITE(PROVIDER),
    LEGAL_ENTITY(OPERATOR),
    ROAMING(OPERATOR),
    SANCTIONED(HUB),
    NOT_PREPAID(OPERATOR),
    SIM_CHANGED(HUB),
    UNKNOWN_SUBSCRIBER(OPERATOR),
    PROVIDER_REFUSED(PROVIDER),
    EMONEY_REFUSED(EMONEY_SYSTEM),
    /** What billing held for it is back on the balance. */
    RESERVATION_EXPIRED(OPERATOR),
    BILLING_REFUSED(OPERATOR),
    BANK_REFUSED(BANK),
    RESTRICTED_ACCOUNT(BANK),
    INSUFFICIENT_ACCOUNT_FUNDS(BANK),
    PAYEE_ACCOUNT_WRONG(BANK),
    PAYEE_ACCOUNT_CLOSED(BANK),
    PAYEE_MISMATCH(BANK),
    PAYEE_DATA_MISSING(BANK),
    WRONG_AMOUNT(BANK),
    BANK_LIMIT(BANK),
    BANK_FORBIDS(BANK),
    BANK_REGULATION(BANK),
    DUPLICATE_ORDER(BANK),
    CURRENCY_MISMATCH(BANK),
    OTHERS_ACCOUNT(BANK),
    OWN_ACCOUNT(HUB),
    UNKNOWN_CARD(BANK),
    AMBIGUOUS_CARD(HUB),
    BANK_NOT_SERVED(HUB),
    PAYEE_BANK_NOT_SERVED(HUB),
    PAYEE_NOT_IN_TENGE(BANK),
    ACCOUNT_NOT_IN_TENGE(HUB),
    NO_BANK_ACCOUNT(BANK),
    NO_RATE(BANK),
    RATE_CHANGED(BANK),
    NOT_IDENTIFIED(HUB),
    SERVICE_UNAVAILABLE(HUB),
    UNDER_REVIEW(HUB),
    CONSENT_WITHDRAWN(HUB),
    EXPIRED(HUB),
    /** The subscriber took it back before it was executed. */
    RECALLED(HUB);

    private final Party party;

    RefusalReason(Party party) {
        this.party = party;
    }

    public Party party() {
        return party;
    }

    /** The distinct roles of R-OPS-10. */
    public enum Party {
        OPERATOR,
        EMONEY_SYSTEM,
        BANK,
        PROVIDER,
        HUB
    }
}
