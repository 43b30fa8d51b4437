package kz.nusqau.instruction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import kz.nusqau.instruction.Instruction.Destination;
import kz.nusqau.instruction.Instruction.OwnAccount;
import kz.nusqau.instruction.Keyword.Sense;
import kz.nusqau.instruction.MoneyReader.Wanted;
import kz.nusqau.instruction.Slots.Filling;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;

/** Money between wallets, accounts and cards: everything with an amount but no provider. */
final class TransferReader {

    private static final int SHORTEST_CARD_NUMBER = 13;

    private static final RequisiteShape PHONE =
            new RequisiteShape(
                    Field.PHONE.name(),
                    Pattern.compile("\\d{10,14}"),
                    RequisiteShape.Check.MSISDN,
                    "77011234567");

    private static final RequisiteShape CARD =
            new RequisiteShape(
                    Field.DESTINATION.name(),
                    Pattern.compile("\\d{4}"),
                    RequisiteShape.Check.NONE,
                    "4417");

    private final MoneyReader money;

    TransferReader(MoneyReader money) {
        this.money = money;
    }

    Reading topUp(Arguments arguments, Language guess) {
        arguments.without(Sense.Wallet.class::isInstance);
        Account source = arguments.takeSource();
        return amountOnly(
                Command.TOP_UP, amount -> new Instruction.TopUp(amount, source), arguments, guess);
    }

    Reading appStore(Arguments arguments, Language guess) {
        return amountOnly(Command.APP_STORE, Instruction.AppStorePayment::new, arguments, guess);
    }

    /** To a wallet, by its owner's number, or to an account. */
    Reading send(Arguments arguments, Language guess) {
        String iban = Ibans.takeOthers(arguments.items());
        if (!iban.isEmpty()) {
            return toAccount(iban, arguments, guess);
        }
        Account source = arguments.takeSource();
        return money.read(
                wanted(
                        Command.SEND,
                        List.of(PHONE),
                        true,
                        "KZT",
                        filling -> new Instruction.Send(phone(filling), amount(filling), source)),
                arguments,
                guess);
    }

    private Reading toAccount(String iban, Arguments arguments, Language guess) {
        if (!Requisites.iban(iban)) {
            return new Reading.Invalid(
                    Command.BANK_TRANSFER, Field.IBAN, Optional.empty(), Shown.masked(iban), guess);
        }
        Optional<String> bank = arguments.takeBank();
        return money.read(
                wanted(
                        Command.BANK_TRANSFER,
                        List.of(),
                        true,
                        "KZT",
                        filling -> new Instruction.BankTransfer(iban, amount(filling), bank)),
                arguments,
                guess);
    }

    Reading toPhone(
            Command command,
            Function<Msisdn, Instruction> build,
            Arguments arguments,
            Language guess) {
        return money.read(
                wanted(
                        command,
                        List.of(PHONE),
                        false,
                        "KZT",
                        filling -> build.apply(phone(filling))),
                arguments,
                guess);
    }

    Reading toOwn(
            Command command,
            BiFunction<Destination, Money, Instruction> build,
            Arguments arguments,
            Language guess) {
        String iban = Ibans.take(arguments.items());
        if (holdsCardNumber(arguments.items())) {
            return invalidDestination(command, "****", guess);
        }
        if (iban.isEmpty()) {
            return money.read(
                    wanted(
                            command,
                            List.of(CARD),
                            true,
                            "KZT",
                            filling ->
                                    build.apply(
                                            new Destination.EndingIn(
                                                    filling.requisites().getFirst()),
                                            amount(filling))),
                    arguments,
                    guess);
        }
        if (!Requisites.iban(iban)) {
            return invalidDestination(command, Shown.masked(iban), guess);
        }
        return money.read(
                wanted(
                        command,
                        List.of(),
                        true,
                        "KZT",
                        filling -> build.apply(new Destination.Iban(iban), amount(filling))),
                arguments,
                guess);
    }

    /** A card is named by its last four digits, never typed in full (R-OPS-13). */
    private static boolean holdsCardNumber(List<Item> items) {
        int digits = 0;
        for (Item item : items) {
            boolean group = item instanceof Item.Figure figure && figure.raw().length() >= 4;
            digits = group ? digits + item.raw().length() : 0;
            if (digits >= SHORTEST_CARD_NUMBER) {
                return true;
            }
        }
        return false;
    }

    private Reading invalidDestination(Command command, String given, Language guess) {
        return new Reading.Invalid(command, Field.DESTINATION, Optional.empty(), given, guess);
    }

    /** From, to, amount, in this order; the amount is in the currency of the account it leaves. */
    Reading own(Arguments arguments, Language guess) {
        var items = arguments.without(Sense.Filler.class::isInstance).items();
        var named = new ArrayList<OwnAccount>();
        while (named.size() < 2 && !items.isEmpty()) {
            var account = ownAccount(items.getFirst());
            if (account.isEmpty()) {
                break;
            }
            named.add(account.get());
            items.removeFirst();
        }
        if (named.size() < 2 || isDecimals(items, named.getLast())) {
            return new Reading.Incomplete(Command.OWN, Field.ACCOUNT, Optional.empty(), guess);
        }
        String currency =
                named.getFirst() instanceof OwnAccount.InCurrency in
                        ? in.currency()
                        : stated(items).orElse("KZT");
        return money.read(
                wanted(
                        Command.OWN,
                        List.of(),
                        true,
                        currency,
                        filling ->
                                new Instruction.OwnTransfer(
                                        named.get(0), named.get(1), amount(filling))),
                arguments,
                guess);
    }

    /** {@code 4417 1500,50}: the second account was forgotten, and this is the amount. */
    private static boolean isDecimals(List<Item> rest, OwnAccount before) {
        return before instanceof OwnAccount.EndingIn
                && !rest.isEmpty()
                && rest.getFirst() instanceof Item.Figure figure
                && (figure.gap() == Item.Gap.DOT || figure.gap() == Item.Gap.COMMA)
                && figure.raw().length() <= 2;
    }

    /** The currency beside the amount: digits alone don't tell that of an account. */
    private static Optional<String> stated(List<Item> items) {
        return items.stream()
                .filter(Item.Known.class::isInstance)
                .map(item -> ((Item.Known) item).sense())
                .filter(Sense.Currency.class::isInstance)
                .map(sense -> ((Sense.Currency) sense).iso())
                .findFirst();
    }

    private static Optional<OwnAccount> ownAccount(Item item) {
        return switch (item) {
            case Item.Known known when known.sense() instanceof Sense.Currency currency ->
                    Optional.of(new OwnAccount.InCurrency(currency.iso()));
            case Item.Figure figure when figure.raw().length() == 4 ->
                    Optional.of(new OwnAccount.EndingIn(figure.raw()));
            default -> Optional.empty();
        };
    }

    private Reading amountOnly(
            Command command,
            Function<Money, Instruction> build,
            Arguments arguments,
            Language guess) {
        return money.read(
                wanted(command, List.of(), true, "KZT", filling -> build.apply(amount(filling))),
                arguments,
                guess);
    }

    private Wanted wanted(
            Command command,
            List<RequisiteShape> shapes,
            boolean amount,
            String currency,
            Function<Filling, Instruction> build) {
        return new Wanted(command, Optional.empty(), shapes, amount, false, currency, build);
    }

    private static Money amount(Filling filling) {
        return filling.amount()
                .orElseThrow(() -> new IllegalStateException("filled without amount"));
    }

    private static Msisdn phone(Filling filling) {
        return Requisites.msisdn(filling.requisites().getFirst());
    }
}
