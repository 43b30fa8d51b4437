package kz.nusqau.instruction;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kz.nusqau.instruction.Keyword.Sense;
import kz.nusqau.shared.Language;
import org.jspecify.annotations.Nullable;

/** Questions, switches and everything else without an amount. */
final class InquiryReader {

    private final Lexicon lexicon;

    InquiryReader(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** Balance or statement: of the wallet, of a bank, or of the personal account. */
    Reading ofAccount(
            Command command,
            Function<Account, Instruction> build,
            Arguments arguments,
            Language guess) {
        Account account = Account.PERSONAL;
        int named = 0;
        for (Item item : arguments.items()) {
            var here = Arguments.account(item);
            if (here.isPresent()) {
                account = here.get();
                named++;
            } else if (changesMeaning(item, command)) {
                return new Reading.NotUnderstood(Optional.of(command), guess);
            }
        }
        return named > 1
                ? new Reading.NotUnderstood(Optional.of(command), guess)
                : new Reading.Understood(build.apply(account), guess);
    }

    Reading rates(Arguments arguments, Language guess) {
        var currencies = arguments.takeAll(Sense.Currency.class);
        if (currencies.size() > 1 || changesMeaning(arguments, Command.RATES)) {
            return new Reading.NotUnderstood(Optional.of(Command.RATES), guess);
        }
        return new Reading.Understood(
                new Instruction.Rates(currencies.stream().findFirst().map(Sense.Currency::iso)),
                guess);
    }

    Reading restrictions(Arguments arguments, Language guess) {
        var banks = arguments.takeAll(Sense.Bank.class);
        if (banks.size() > 1 || changesMeaning(arguments, Command.RESTRICTIONS)) {
            return new Reading.NotUnderstood(Optional.of(Command.RESTRICTIONS), guess);
        }
        return new Reading.Understood(
                new Instruction.Restrictions(banks.stream().findFirst().map(Sense.Bank::code)),
                guess);
    }

    /** Words around the keyword don't matter as long as nothing else is asked. */
    Reading lenient(Command command, Instruction instruction, Arguments arguments, Language guess) {
        return changesMeaning(arguments, command)
                ? new Reading.NotUnderstood(Optional.of(command), guess)
                : new Reading.Understood(instruction, guess);
    }

    /** Nothing may stand beside the keyword: what it does is hard to undo. */
    Reading alone(Command command, Instruction instruction, Arguments arguments, Language guess) {
        return arguments.onlyFillers()
                ? new Reading.Understood(instruction, guess)
                : new Reading.NotUnderstood(Optional.of(command), guess);
    }

    Reading help(Arguments arguments, Language guess) {
        for (Item item : arguments.items()) {
            if (item instanceof Item.Known known) {
                var about = Lexicon.commandOf(known.sense());
                if (about != null) {
                    return new Reading.Understood(new Instruction.Help(Optional.of(about)), guess);
                }
            }
        }
        return new Reading.Understood(new Instruction.Help(Optional.empty()), guess);
    }

    Reading language(Arguments arguments, Language guess) {
        var languages = arguments.takeAll(Sense.InLanguage.class);
        if (languages.size() == 1 && arguments.onlyFillers()) {
            var to = languages.getFirst().language();
            return new Reading.Understood(new Instruction.ChangeLanguage(to), guess);
        }
        return incomplete(Command.LANGUAGE, Field.LANGUAGE, guess);
    }

    /** Of the payment with a number, or of the last one. */
    Reading ofPayment(
            Command command,
            Function<Optional<String>, Instruction> build,
            Arguments arguments,
            Language guess) {
        if (arguments.onlyFillers()) {
            return new Reading.Understood(build.apply(Optional.empty()), guess);
        }
        var typed = arguments.without(Sense.Filler.class::isInstance).items();
        var number = PaymentNumber.of(typed);
        return number == null
                ? withoutNumber(command, typed, guess)
                : new Reading.Understood(build.apply(Optional.of(number)), guess);
    }

    /** Digits alone are shown back: perhaps an amount was meant. */
    private Reading withoutNumber(Command command, List<Item> typed, Language guess) {
        if (!isAmount(typed)) {
            return incomplete(command, Field.PAYMENT_NUMBER, guess);
        }
        String given = typed.stream().map(Item::raw).collect(Collectors.joining(" "));
        return new Reading.Invalid(
                command, Field.PAYMENT_NUMBER, Optional.empty(), Shown.word(given), guess);
    }

    private static boolean isAmount(List<Item> typed) {
        return typed.stream().anyMatch(Item.Figure.class::isInstance)
                && typed.stream()
                        .allMatch(
                                item ->
                                        item instanceof Item.Figure
                                                || (item instanceof Item.Known known
                                                        && known.sense()
                                                                instanceof Sense.Currency));
    }

    /** Whether a payment number stands where an account or nothing is expected. */
    boolean namesPayment(Arguments arguments) {
        return arguments.items().stream()
                .filter(item -> !Item.isFiller(item))
                .findFirst()
                .filter(item -> item instanceof Item.Unknown)
                .map(Item::raw)
                .filter(typed -> Fold.latin(typed).startsWith("N"))
                .filter(typed -> PaymentNumber.of(typed) != null)
                .isPresent();
    }

    /**
     * Declines what is asked just now; words around it don't matter. What may name a payment, or be
     * meant for {@code отмена платежа}, isn't that.
     */
    Reading cancel(List<Item> words, Arguments arguments, Language guess) {
        if (words.size() == 1) {
            return new Reading.Understood(new Instruction.Cancel(), guess);
        }
        var letters = new StringBuilder();
        boolean numbered = false;
        for (Item item : words) {
            boolean figures =
                    !(item instanceof Item.Known)
                            && item.raw().chars().anyMatch(Character::isDigit);
            numbered |= figures;
            letters.append(figures ? "" : item.raw());
        }
        if (numbered || lexicon.isNear(Fold.of(letters), Command.RECALL)) {
            return new Reading.NotUnderstood(Optional.of(Command.RECALL), guess);
        }
        return lenient(Command.CANCEL, new Instruction.Cancel(), arguments, guess);
    }

    Reading approve(Arguments arguments, Language guess) {
        var reference = reference(arguments);
        return reference == null
                ? incomplete(Command.APPROVE, Field.REFERENCE, guess)
                : new Reading.Understood(new Instruction.Approve(reference), guess);
    }

    /** A payment number, then free text. */
    Reading claim(String clean, Arguments arguments, Language guess) {
        arguments.without(Sense.Filler.class::isInstance);
        if (arguments.items().isEmpty()) {
            return incomplete(Command.CLAIM, Field.PAYMENT_NUMBER, guess);
        }
        var first = arguments.items().getFirst();
        var number = PaymentNumber.of(List.of(first));
        if (number == null) {
            return withoutNumber(Command.CLAIM, List.of(first), guess);
        }
        String text = clean.substring(first.end()).strip();
        return text.isEmpty()
                ? incomplete(Command.CLAIM, Field.CLAIM_TEXT, guess)
                : new Reading.Understood(new Instruction.Claim(number, text), guess);
    }

    private Reading incomplete(Command command, Field missing, Language guess) {
        return new Reading.Incomplete(command, missing, Optional.empty(), guess);
    }

    /** {@code A}, then digits and letters; the letter may be left out. */
    private static @Nullable String reference(Arguments arguments) {
        var raw = new StringBuilder();
        for (Item item : arguments.without(Sense.Filler.class::isInstance).items()) {
            if (item instanceof Item.Known || PaymentNumber.isWord(item, 'A')) {
                return null;
            }
            raw.append(item.raw());
        }
        String latin = Fold.latin(raw);
        boolean complete = latin.startsWith("A");
        String body = complete ? latin.substring(1) : latin;
        boolean plausible =
                (complete || (!body.isEmpty() && Character.isDigit(body.charAt(0))))
                        && PaymentNumber.isPlausible(body)
                        && PaymentNumber.hasDigits(body);
        return plausible ? "A" + body : null;
    }

    private boolean changesMeaning(Arguments arguments, Command command) {
        return arguments.items().stream().anyMatch(item -> changesMeaning(item, command));
    }

    /** A number or another command beside a question makes it something else. */
    private boolean changesMeaning(Item item, Command command) {
        return switch (item) {
            case Item.Figure figure -> true;
            case Item.Unknown unknown -> mayBeArgument(unknown, command);
            case Item.Known known ->
                    switch (known.sense()) {
                        case Sense.Run run -> run.command() != command;
                        case Sense.Provider provider -> true;
                        case Sense.Stop stop -> true;
                        case Sense.Bank bank -> command != Command.RESTRICTIONS;
                        case Sense.Wallet wallet -> false;
                        case Sense.Currency currency -> false;
                        // RU is one letter short of RUB.
                        case Sense.InLanguage language -> command == Command.RATES;
                        case Sense.Filler filler -> false;
                    };
        };
    }

    /** {@code баланс каспии} is no question about the main balance. */
    private boolean mayBeArgument(Item.Unknown unknown, Command command) {
        Predicate<Sense> about =
                switch (command) {
                    case BALANCE, STATEMENT ->
                            sense -> sense instanceof Sense.Bank || sense instanceof Sense.Wallet;
                    case RESTRICTIONS -> Sense.Bank.class::isInstance;
                    case RATES -> Sense.Currency.class::isInstance;
                    default -> sense -> false;
                };
        return lexicon.resembles(Fold.of(unknown.raw()), about);
    }
}
