package kz.nusqau.instruction;

/**
 * The part of an instruction that is missing or wrong; its name is the key of its reply text
 * ({@code field.<name>}).
 */
public record Field(String name) {

    public static final Field PROVIDER = new Field("provider");
    public static final Field AMOUNT = new Field("amount");
    public static final Field PHONE = new Field("phone");
    public static final Field DESTINATION = new Field("destination");
    public static final Field IBAN = new Field("iban");
    public static final Field ACCOUNT = new Field("own-account");
    public static final Field CURRENCY = new Field("currency");

    /** Not that of the own account which money is to leave. */
    public static final Field ACCOUNT_CURRENCY = new Field("account-currency");

    public static final Field PAYMENT_NUMBER = new Field("payment-number");
    public static final Field REFERENCE = new Field("reference");
    public static final Field AUTOPAY_NUMBER = new Field("autopay-number");
    public static final Field DAY = new Field("day");
    public static final Field LANGUAGE = new Field("language");
    public static final Field CLAIM_TEXT = new Field("claim-text");
    public static final Field CODE = new Field("code");

    /** A word or number that belongs to nothing; never ignored where money moves. */
    public static final Field LEFT_OVER = new Field("left-over");

    /** A requisite of a provider, by the requisite's name in the catalogue. */
    public static Field requisite(String name) {
        return new Field("requisite." + name);
    }

    public boolean isRequisite() {
        return name.startsWith("requisite.");
    }
}
