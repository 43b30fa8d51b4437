package kz.nusqau.counterparty;

import java.util.Map;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import org.jspecify.annotations.Nullable;

/** What a counterparty is asked to do. The subscriber's number is added when it is sent. */
public sealed interface Operation {

    /** For rows, metrics and people: {@code reserve}. */
    default String name() {
        return switch (this) {
            case Reserve o -> "reserve";
            case Charge o -> "charge";
            case Release o -> "release";
            case Refund o -> "refund";
            case TopUp o -> "top-up";
            case PayProvider o -> "pay-provider";
            case Transfer o -> "transfer";
            case Redeem o -> "redeem";
            case ReverseTopUp o -> "reverse-top-up";
            case ReverseRedemption o -> "reverse-redemption";
            case CreditTransfer o -> "credit-transfer";
            case RecallCreditTransfer o -> "recall-credit-transfer";
        };
    }

    /** What billing does. */
    sealed interface OfBilling extends Operation {}

    /** What e-money systems do. */
    sealed interface OfEmoney extends Operation {}

    /** What banks do. */
    sealed interface OfBank extends Operation {}

    /** Billing: hold the amount of the main balance. */
    record Reserve(Money amount) implements OfBilling {}

    /** Billing: take the whole reserved amount. */
    record Charge(CommandKey reservation) implements OfBilling {}

    /** Billing: give the whole reserved amount back. */
    record Release(CommandKey reservation) implements OfBilling {}

    /** Billing: put back on the main balance what was charged, or a part of it. */
    record Refund(CommandKey charge, Money amount) implements OfBilling {}

    /** E-money: put the amount into the subscriber's wallet. */
    record TopUp(Money amount) implements OfEmoney {}

    /**
     * E-money: pay a provider from the wallet; can't be undone.
     *
     * @param requisites by the provider's names, {@code account} and the like
     * @param commission of ours, taken from the wallet on top of the amount
     */
    record PayProvider(
            String provider, Map<String, String> requisites, Money amount, Money commission)
            implements OfEmoney {

        public PayProvider {
            requisites = Map.copyOf(requisites);
        }

        /** Without a commission. */
        public PayProvider(String provider, Map<String, String> requisites, Money amount) {
            this(provider, requisites, amount, new Money(0, amount.currency()));
        }
    }

    /**
     * E-money: from the subscriber's wallet to another's.
     *
     * @param commission of ours, taken from the wallet on top of the amount
     */
    record Transfer(Msisdn payee, Money amount, Money commission) implements OfEmoney {

        /** Without a commission. */
        public Transfer(Msisdn payee, Money amount) {
            this(payee, amount, new Money(0, amount.currency()));
        }
    }

    /**
     * E-money: out of the subscriber's wallet, to be paid to their account or card.
     *
     * @param account the subscriber's own IBAN, or the last four digits of a linked card
     */
    record Redeem(String account, Money amount) implements OfEmoney {}

    /**
     * E-money: undo a top-up.
     *
     * @param reference the transaction's reference of the accepted top-up
     */
    record ReverseTopUp(CommandKey topUp, String reference) implements OfEmoney {}

    /**
     * E-money: put back into the wallet what was redeemed and not paid out.
     *
     * @param reference the transaction's reference of the accepted redemption
     */
    record ReverseRedemption(CommandKey redemption, String reference) implements OfEmoney {}

    /**
     * Bank: move the amount between two accounts: a subscriber's own ones, to somebody else's, or
     * from the operator's settlement account to the subscriber's.
     *
     * @param from IBAN of an account at the bank that is asked
     * @param to IBAN anywhere in the country
     * @param purpose what both sides read, 1 to 140 characters
     * @param exchange the rate that was agreed on, null where the currency stays; the bank refuses
     *     rather than take another one
     */
    record CreditTransfer(
            String from, String to, Money amount, String purpose, @Nullable Exchange exchange)
            implements OfBank {

        private static final int LONGEST_PURPOSE = 140;

        public CreditTransfer(String from, String to, Money amount, String purpose) {
            this(from, to, amount, purpose, null);
        }

        public CreditTransfer {
            if (purpose.isBlank()
                    || purpose.length() > LONGEST_PURPOSE
                    || purpose.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "a purpose is 1 to " + LONGEST_PURPOSE + " printable characters");
            }
        }

        @Override
        public String toString() {
            return "CreditTransfer[" + amount + "]";
        }
    }

    /** Bank: recall a transfer that is not executed yet (R-INS-13). */
    record RecallCreditTransfer(CommandKey transfer) implements OfBank {}
}
