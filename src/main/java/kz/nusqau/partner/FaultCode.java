package kz.nusqau.partner;

import static kz.nusqau.partner.FaultCode.Category.AUTHORISATION;
import static kz.nusqau.partner.FaultCode.Category.BUSINESS_RULE;
import static kz.nusqau.partner.FaultCode.Category.IDENTIFICATION;
import static kz.nusqau.partner.FaultCode.Category.INTERNAL_ERROR;
import static kz.nusqau.partner.FaultCode.Category.NOT_AVAILABLE;
import static kz.nusqau.partner.FaultCode.Category.VALIDATION;

/** Why a request was not acted on, in the manner of the GSMA error model. */
enum FaultCode {
    BODY_NOT_TEXT(VALIDATION, false),
    TOO_LARGE(VALIDATION, false),
    WRONG_ENCODING(VALIDATION, false),
    NOT_JSON(VALIDATION, false),
    TOO_DEEP(VALIDATION, false),
    UNKNOWN_TYPE(VALIDATION, false),
    UNKNOWN_VERSION(VALIDATION, false),
    INVALID_MEMBER(VALIDATION, false),
    REPLY_TO_NOT_ALLOWED(VALIDATION, false),
    EXPIRED(BUSINESS_RULE, true),
    UNKNOWN_PROVIDER(IDENTIFICATION, false),
    UNKNOWN_BANK(IDENTIFICATION, false),
    INVALID_REQUISITE(VALIDATION, false),
    AMOUNT_MISSING(VALIDATION, false),
    AMOUNT_NOT_ALLOWED(VALIDATION, false),
    PROVIDER_NOT_ALLOWED(AUTHORISATION, false),
    ABOVE_PARTNER_LIMIT(AUTHORISATION, false),
    ABOVE_PARTNER_DAY_LIMIT(BUSINESS_RULE, true),
    TOO_MANY_OPEN(BUSINESS_RULE, true),
    SUSPENDED(AUTHORISATION, true),
    IDEMPOTENCY_CONFLICT(BUSINESS_RULE, false),
    PAYMENT_NOT_FOUND(IDENTIFICATION, false),
    CODE_NOT_FOUND(IDENTIFICATION, false),
    CODES_NOT_TAKEN(AUTHORISATION, false),
    USER_NOT_FOUND(IDENTIFICATION, false),
    USER_EXISTS(BUSINESS_RULE, false),
    USER_BLOCKED(AUTHORISATION, false),
    USER_NOT_ELIGIBLE(AUTHORISATION, false),
    NOT_SIGNED_IN(AUTHORISATION, false),
    ACCESS_LEVEL_TOO_LOW(AUTHORISATION, false),
    PAYMENT_NOT_PENDING(BUSINESS_RULE, false),
    NOTHING_TO_APPROVE(BUSINESS_RULE, false),
    SENDER_NOT_ALLOWED(AUTHORISATION, false),
    TEXT_TOO_LONG(VALIDATION, false),
    TOO_MANY_RECIPIENTS(BUSINESS_RULE, false),
    SENDING_NOT_FOUND(IDENTIFICATION, false),
    SENDING_CLOSED(BUSINESS_RULE, false),
    PART_OUT_OF_ORDER(BUSINESS_RULE, false),
    DAY_NOT_KEPT(IDENTIFICATION, false),
    SUBSCRIBER_BUSY(BUSINESS_RULE, true),
    ASKED_TOO_OFTEN(BUSINESS_RULE, true),
    SUBSCRIBER_NOT_REACHED(BUSINESS_RULE, false),
    PLANNED_WORK(NOT_AVAILABLE, true),
    SERVICE_UNAVAILABLE(NOT_AVAILABLE, true),
    INTERNAL(INTERNAL_ERROR, true);

    private final Category category;
    private final boolean retry;

    FaultCode(Category category, boolean retry) {
        this.category = category;
        this.retry = retry;
    }

    Category category() {
        return category;
    }

    /** There is nothing to correct: the same request may be sent again later. */
    boolean mayBeRetried() {
        return retry;
    }

    /** Whose turn it is. */
    enum Category {
        VALIDATION("validation"),
        IDENTIFICATION("identification"),
        AUTHORISATION("authorisation"),
        BUSINESS_RULE("businessRule"),
        NOT_AVAILABLE("serviceUnavailable"),
        INTERNAL_ERROR("internal");

        private final String word;

        Category(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
