package kz.nusqau.payment;

import java.util.List;
import java.util.Map;
import kz.nusqau.counterparty.BankAccount;
import kz.nusqau.shared.RefusalReason;

/** Which of the subscriber's accounts at banks an instruction means. */
public sealed interface BankChoice {

    /** No bank has a part in it. */
    record None() implements BankChoice {}

    /** The account that is debited, and where its money goes. */
    record Chosen(BankAccount account, BankMove move) implements BankChoice {}

    record Refused(RefusalReason reason) implements BankChoice {}

    /** More than one reading: the subscriber is asked, nothing is started. */
    record Several(Map<String, List<BankAccount>> byBank) implements BankChoice {}
}
