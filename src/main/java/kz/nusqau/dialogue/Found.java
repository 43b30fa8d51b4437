package kz.nusqau.dialogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.counterparty.BankAccount;
import kz.nusqau.counterparty.BankRate;
import kz.nusqau.counterparty.BankStatement;
import kz.nusqau.counterparty.Brand;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.counterparty.SubscriberFacts;
import kz.nusqau.payment.BankChoice;
import kz.nusqau.payment.PaymentReceipt;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.Money;

/** What the look-ups for a turn brought. */
sealed interface Found {

    /** Nothing was needed. */
    record Nothing() implements Found {}

    record Personal(SubscriberFacts facts) implements Found {}

    /** Whose call centre the answer names; empty when that isn't known. */
    record Customer(Optional<Brand> brand) implements Found {}

    record Wallet(Money balance) implements Found {}

    /**
     * What is to be paid can be judged.
     *
     * @param bank the account at a bank that it is taken from, where it is
     */
    record Payable(SubscriberFacts facts, Quote quote, BankChoice bank) implements Found {}

    /** What a bank said. */
    sealed interface OfBank extends Found {}

    record BankAccounts(String bank, List<BankAccount> accounts) implements OfBank {}

    record Statements(String bank, List<BankStatement> statements) implements OfBank {}

    /**
     * Rates of the day.
     *
     * @param currency the one that was asked for, empty for all
     */
    record Rates(String bank, Optional<String> currency, List<BankRate> rates) implements OfBank {}

    /** More than one of the own accounts fits what was written, by bank. */
    record WhichAccount(Map<String, List<BankAccount>> byBank) implements OfBank {}

    /** More than one of the subscriber's banks can pay, and none was named. */
    record WhichBank(List<String> banks) implements OfBank {}

    /** The accounts with their restrictions, by bank. */
    record Restrictions(Map<String, List<BankAccount>> byBank) implements OfBank {}

    /**
     * How a payment stands.
     *
     * @param named whether the payment was named by its number
     */
    record OfPayment(Optional<PaymentReceipt> receipt, boolean named) implements Found {}

    /** The operator doesn't know the number. */
    record Stranger() implements Found {}

    /** What it needs is being worked on (R-OPS-1): nothing was asked, or nobody could answer. */
    record Closed(WorkWindow work) implements Found {}

    /** No answer in time: say so, nothing was started. */
    record Unavailable(String why) implements Found {}
}
