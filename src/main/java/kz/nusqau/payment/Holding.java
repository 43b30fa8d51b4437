package kz.nusqau.payment;

import java.util.List;
import kz.nusqau.counterparty.BankAccount;
import kz.nusqau.counterparty.BankRate;

/** What one bank said: a subscriber's accounts there, and its rates of the day. */
public record Holding(String bank, List<BankAccount> accounts, List<BankRate> rates) {

    public Holding {
        accounts = List.copyOf(accounts);
        rates = List.copyOf(rates);
    }
}
