package kz.nusqau.counterparty;

import java.time.Instant;
import java.util.List;
import kz.nusqau.shared.Money;

/** The last operations on one account, newest first. */
public record BankStatement(BankAccount account, List<Entry> entries) {

    public BankStatement {
        entries = List.copyOf(entries);
    }

    /**
     * One operation.
     *
     * @param credit money came
     * @param info what it was for, empty where the bank doesn't say
     */
    public record Entry(Instant bookedAt, boolean credit, Money amount, String info) {}
}
