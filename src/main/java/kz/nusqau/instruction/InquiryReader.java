package kz.nusqau.instruction;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import kz.nusqau.instruction.Keyword.Sense;
import kz.nusqau.shared.Language;
import org.jspecify.annotations.Nullable;

/** Questions, switches and everything else without an amount. */
final class InquiryReader {

    private static final int SHORTEST_NUMBER = 3;
    private static final int LONGEST_NUMBER = 20;

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

    Reading receipt(Arguments arguments, Language guess) {
        var number = number(arguments, 'N');
        return number == null
                ? incomplete(Command.RECEIPT, Field.PAYMENT_NUMBER, guess)
                : new Reading.Understood(new Instruction.Receipt(number), guess);
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
        var number = number(arguments, 'N');
        return number == null
                ? incomplete(command, Field.PAYMENT_NUMBER, guess)
                : new Reading.Understood(build.apply(Optional.of(number)), guess);
    }

    /** Whether a payment number stands where an account or nothing is expected. */
    boolean namesPayment(Arguments arguments) {
        return arguments.items().stream()
                .filter(item -> !Item.isFiller(item))
                .findFirst()
                .filter(item -> item instanceof Item.Unknown)
                .map(item -> Fold.latin(item.raw()))
                .filter(text -> text.startsWith("N") && normal(text, 'N') != null)
                .isPresent();
    }

    Reading approve(Arguments arguments, Language guess) {
        var reference = number(arguments, 'A');
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
        var number = normal(first.raw(), 'N');
        if (number == null) {
            return incomplete(Command.CLAIM, Field.PAYMENT_NUMBER, guess);
        }
        String text = clean.substring(first.end()).strip();
        return text.isEmpty()
                ? incomplete(Command.CLAIM, Field.CLAIM_TEXT, guess)
                : new Reading.Understood(new Instruction.Claim(number, text), guess);
    }

    private Reading incomplete(Command command, Field missing, Language guess) {
        return new Reading.Incomplete(command, missing, Optional.empty(), guess);
    }

    private static @Nullable String number(Arguments arguments, char letter) {
        var raw = new StringBuilder();
        for (Item item : arguments.without(Sense.Filler.class::isInstance).items()) {
            if (item instanceof Item.Known) {
                return null;
            }
            raw.append(item.raw());
        }
        return normal(raw.toString(), letter);
    }

    /** {@code N} or {@code A}, then digits and letters; the letter may be left out. */
    private static @Nullable String normal(String raw, char letter) {
        String latin = Fold.latin(raw).toUpperCase(Locale.ROOT);
        String body = !latin.isEmpty() && latin.charAt(0) == letter ? latin.substring(1) : latin;
        boolean plausible =
                body.length() >= SHORTEST_NUMBER
                        && body.length() <= LONGEST_NUMBER
                        && body.chars().anyMatch(c -> c >= '0' && c <= '9')
                        && body.chars()
                                .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'));
        return plausible ? letter + body : null;
    }

    private static boolean changesMeaning(Arguments arguments, Command command) {
        return arguments.items().stream().anyMatch(item -> changesMeaning(item, command));
    }

    /** A number or another command beside a question makes it something else. */
    private static boolean changesMeaning(Item item, Command command) {
        return switch (item) {
            case Item.Figure figure -> true;
            case Item.Unknown unknown -> false;
            case Item.Known known ->
                    switch (known.sense()) {
                        case Sense.Run run -> run.command() != command;
                        case Sense.Provider provider -> true;
                        case Sense.Stop stop -> true;
                        case Sense.Bank bank -> command != Command.RESTRICTIONS;
                        case Sense.Wallet wallet -> false;
                        case Sense.Currency currency -> false;
                        case Sense.InLanguage language -> false;
                        case Sense.Filler filler -> false;
                    };
        };
    }
}
