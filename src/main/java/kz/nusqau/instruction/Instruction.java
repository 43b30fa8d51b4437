package kz.nusqau.instruction;

import java.util.Map;
import java.util.Optional;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;

/** What a subscriber wants, completely understood; nothing in it is a guess. */
public sealed interface Instruction {

    record Balance(Account of) implements Instruction {}

    /**
     * A payment to a provider.
     *
     * @param provider the provider's code in the catalogue
     * @param requisites by the requisite's name, each in its normal form; masked in {@link
     *     #toString()}
     * @param amount empty exactly when the provider's amount is fixed by the catalogue
     */
    record Pay(
            String provider, Map<String, String> requisites, Optional<Money> amount, Account source)
            implements Instruction {

        public Pay {
            requisites = Map.copyOf(requisites);
        }

        @Override
        public String toString() {
            return "Pay[%s %s from %s]".formatted(provider, amount, source);
        }
    }

    record TopUp(Money amount, Account source) implements Instruction {}

    record Send(Msisdn to, Money amount, Account source) implements Instruction {}

    record Redeem(Destination to, Money amount) implements Instruction {}

    record Refund(Destination to, Money amount) implements Instruction {}

    record OwnTransfer(OwnAccount from, OwnAccount to, Money amount) implements Instruction {}

    /**
     * To somebody else's account at a bank.
     *
     * @param to IBAN
     * @param from the bank that the money leaves; empty for the only one where the payer has some
     */
    record BankTransfer(String to, Money amount, Optional<String> from) implements Instruction {
        @Override
        public String toString() {
            return "BankTransfer[**%s %s from %s]"
                    .formatted(to.substring(to.length() - 4), amount, from);
        }
    }

    record Statement(Account of) implements Instruction {}

    /**
     * What was told of a payment is to be told again (R-INS-5).
     *
     * @param paymentNumber empty for the last one
     */
    record Receipt(Optional<String> paymentNumber) implements Instruction {}

    record Rates(Optional<String> currency) implements Instruction {}

    /** Restrictions at one bank, or at all of them. */
    record Restrictions(Optional<String> bank) implements Instruction {}

    record AutopaySet(Pay payment, int dayOfMonth) implements Instruction {}

    record AutopayStop(int number) implements Instruction {}

    record AutopayList() implements Instruction {}

    record Notifications(Mode mode) implements Instruction {
        public enum Mode {
            ON,
            OFF,
            DAILY
        }
    }

    record Grant(Msisdn to) implements Instruction {}

    record Revoke(Msisdn from) implements Instruction {}

    record Approve(String reference) implements Instruction {}

    record Limits() implements Instruction {}

    record Claim(String paymentNumber, String text) implements Instruction {
        @Override
        public String toString() {
            return "Claim[" + paymentNumber + "]";
        }
    }

    /**
     * An erroneous payment is to be taken back (R-INS-11).
     *
     * @param paymentNumber empty for the last one
     */
    record Reverse(Optional<String> paymentNumber) implements Instruction {}

    /**
     * What is not executed yet is to be stopped (R-INS-13).
     *
     * @param paymentNumber empty for the last one
     */
    record Recall(Optional<String> paymentNumber) implements Instruction {}

    record Withdraw() implements Instruction {}

    record Block() implements Instruction {}

    record ChangeLanguage(Language to) implements Instruction {}

    record Help(Optional<Command> about) implements Instruction {}

    /** Six digits alone. Whether a challenge waits for them is the caller's to know. */
    record Confirm(String code) implements Instruction {
        @Override
        public String toString() {
            return "Confirm[******]";
        }
    }

    /** {@code иә}, {@code да}, {@code yes}, {@code 1}: enough where no code is asked. */
    record PlainYes() implements Instruction {}

    record Cancel() implements Instruction {}

    record AppStorePayment(Money amount) implements Instruction {}

    /** Where redeemed or refunded money goes: always the subscriber's own (R-INS-12, R-OPS-13). */
    sealed interface Destination {

        /** The last four digits. */
        default String tail() {
            return switch (this) {
                case Iban(var iban) -> iban.substring(iban.length() - 4);
                case EndingIn(var lastFour) -> lastFour;
            };
        }

        record Iban(String iban) implements Destination {
            @Override
            public String toString() {
                return "Iban[**" + iban.substring(iban.length() - 4) + "]";
            }
        }

        /** An own account, or a linked card, by its last four digits. */
        record EndingIn(String lastFour) implements Destination {}
    }

    /** One of the subscriber's own accounts, named by its currency or its last four digits. */
    sealed interface OwnAccount {
        record InCurrency(String currency) implements OwnAccount {}

        record EndingIn(String lastFour) implements OwnAccount {}
    }
}
