package kz.nusqau.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kz.nusqau.counterparty.BankAccount;
import kz.nusqau.counterparty.Exchange;
import kz.nusqau.counterparty.PayeeAccounts.Check;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Instruction.OwnAccount;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;

/** Finds the accounts that an instruction names; of two readings none is guessed. */
public final class BankChoices {

    private static final String TENGE = "KZT";

    private BankChoices() {}

    /**
     * The tenge account that a payment is taken from: the first that can pay it, or else the first.
     *
     * @param total amount and fee
     * @param settlement IBAN of the operator's account at the bank
     */
    public static BankChoice forPayment(
            String bank, List<BankAccount> accounts, Money amount, Money total, String settlement) {
        return payer(accounts, total)
                .<BankChoice>map(
                        account ->
                                new BankChoice.Chosen(
                                        account,
                                        new BankMove(
                                                bank,
                                                account.iban(),
                                                bank,
                                                settlement,
                                                amount,
                                                null)))
                .orElseGet(() -> new BankChoice.Refused(RefusalReason.NO_BANK_ACCOUNT));
    }

    private static Optional<BankAccount> payer(List<BankAccount> accounts, Money total) {
        List<BankAccount> tenge = inTenge(accounts);
        return tenge.stream()
                .filter(each -> each.restrictions().isEmpty())
                .filter(each -> !total.isMoreThan(each.available()))
                .findFirst()
                .or(() -> tenge.stream().findFirst());
    }

    private static List<BankAccount> inTenge(List<BankAccount> accounts) {
        return accounts.stream().filter(each -> currency(each).equals(TENGE)).toList();
    }

    /**
     * To somebody else's account, from the only bank where the payer has tenge.
     *
     * @param byBank the payer's accounts
     * @param total amount and fee
     */
    public static BankChoice toAnother(
            Map<String, List<BankAccount>> byBank, Money amount, Money total, Check.Found payee) {
        Map<String, List<BankAccount>> tenge = new TreeMap<>();
        byBank.forEach((bank, accounts) -> tenge.put(bank, inTenge(accounts)));
        tenge.values().removeIf(List::isEmpty);
        if (tenge.size() > 1) {
            return new BankChoice.Several(tenge);
        }
        return tenge.entrySet().stream()
                .findFirst()
                .<BankChoice>map(
                        only -> {
                            var account = payer(only.getValue(), total).orElseThrow();
                            return new BankChoice.Chosen(
                                    account,
                                    new BankMove(
                                            only.getKey(),
                                            account.iban(),
                                            payee.bank(),
                                            payee.iban(),
                                            amount,
                                            null,
                                            payee.holder()));
                        })
                .orElseGet(() -> new BankChoice.Refused(RefusalReason.NO_BANK_ACCOUNT));
    }

    private static String currency(BankAccount account) {
        return account.available().currency();
    }

    /** From one own account to another: at one bank, or between banks in one currency. */
    public static BankChoice between(Instruction.OwnTransfer wanted, List<Holding> holdings) {
        List<Place> from = named(wanted.from(), holdings);
        List<Place> to = named(wanted.to(), holdings);
        var pairs = new ArrayList<Pair>();
        for (Place one : from) {
            to.stream()
                    .filter(other -> !other.account.iban().equals(one.account.iban()))
                    .map(other -> new Pair(one, other))
                    .forEach(pairs::add);
        }
        if (pairs.isEmpty()) {
            return new BankChoice.Refused(RefusalReason.NO_BANK_ACCOUNT);
        }
        List<Pair> possible = pairs.stream().filter(Pair::isPossible).toList();
        return switch (possible.size()) {
            case 0 -> new BankChoice.Refused(RefusalReason.CURRENCY_MISMATCH);
            case 1 -> chosen(possible.getFirst(), wanted.amount());
            default -> several(possible);
        };
    }

    private record Place(Holding at, BankAccount account) {}

    private record Pair(Place from, Place to) {

        boolean isPossible() {
            return from.at.bank().equals(to.at.bank())
                    || currency(from.account).equals(currency(to.account));
        }
    }

    private static List<Place> named(OwnAccount name, List<Holding> holdings) {
        return holdings.stream()
                .flatMap(at -> at.accounts().stream().map(account -> new Place(at, account)))
                .filter(
                        place ->
                                switch (name) {
                                    case OwnAccount.InCurrency(var wanted) ->
                                            currency(place.account).equals(wanted);
                                    case OwnAccount.EndingIn(var tail) ->
                                            place.account.tail().equals(tail);
                                })
                .toList();
    }

    private static BankChoice several(List<Pair> pairs) {
        Map<String, List<BankAccount>> byBank = new TreeMap<>();
        for (Pair pair : pairs) {
            for (Place place : List.of(pair.from, pair.to)) {
                List<BankAccount> known =
                        byBank.computeIfAbsent(place.at.bank(), key -> new ArrayList<>());
                if (!known.contains(place.account)) {
                    known.add(place.account);
                }
            }
        }
        return new BankChoice.Several(byBank);
    }

    private static BankChoice chosen(Pair pair, Money amount) {
        String from = currency(pair.from.account);
        String to = currency(pair.to.account);
        if (!amount.currency().equals(from)) {
            return new BankChoice.Refused(RefusalReason.CURRENCY_MISMATCH);
        }
        var rates = pair.from.at.rates();
        Optional<Exchange> exchange =
                from.equals(to) ? Optional.empty() : Exchange.between(from, to, rates);
        Optional<Money> counted =
                from.equals(TENGE)
                        ? Optional.of(amount)
                        : Exchange.between(from, TENGE, rates).map(rate -> rate.of(amount));
        if (counted.isEmpty() || (exchange.isEmpty() && !from.equals(to))) {
            return new BankChoice.Refused(RefusalReason.NO_RATE);
        }
        return new BankChoice.Chosen(
                pair.from.account,
                new BankMove(
                        pair.from.at.bank(),
                        pair.from.account.iban(),
                        pair.to.at.bank(),
                        pair.to.account.iban(),
                        counted.get(),
                        exchange.orElse(null)));
    }
}
