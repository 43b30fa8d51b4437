package kz.nusqau.instruction;

import java.util.List;
import java.util.Optional;
import kz.nusqau.instruction.Instruction.Notifications.Mode;
import kz.nusqau.instruction.Keyword.Sense;
import kz.nusqau.shared.Language;

/** Text to instruction. Thread-safe; throws on no text. */
public final class InstructionParser {

    /** Ten joined parts; a longer text is no instruction. */
    private static final int LONGEST_TEXT = 1_600;

    /** Whoever hasn't come to the point after so many words gets the general help. */
    private static final int MOST_COMPARED = 6;

    private final Requisites requisites;
    private final Lexicon lexicon;
    private final Lexer lexer;
    private final LayoutSlips layoutSlips;
    private final PayReader pays;
    private final TransferReader transfers;
    private final InquiryReader inquiries;

    /**
     * Prepares every spelling of every word.
     *
     * @throws IllegalArgumentException if a word has two meanings
     */
    public InstructionParser(Vocabulary vocabulary) {
        lexicon = new Lexicon(vocabulary.keywords());
        lexer = new Lexer(lexicon);
        layoutSlips = new LayoutSlips(lexer, new WrittenWords(vocabulary.keywords()));
        requisites = new Requisites(vocabulary.mobilePrefixes());
        var money = new MoneyReader(requisites);
        pays = new PayReader(vocabulary, money);
        transfers = new TransferReader(money);
        inquiries = new InquiryReader(lexicon);
    }

    /** The normal form of a requisite that a program states; empty where it is none. */
    public Optional<String> requisite(RequisiteShape shape, String stated) {
        return requisites.normal(shape, stated);
    }

    public Reading read(String text, ReadingContext context) {
        if (text.length() > LONGEST_TEXT) {
            return new Reading.NotUnderstood(context.defaultCommand(), context.fallback());
        }
        String clean = Lexer.clean(text);
        var items = lexer.read(clean);
        var reading = read(clean, items, context);
        return mayBeMistyped(reading, items) ? inOtherLayout(text, context, reading) : reading;
    }

    private Reading read(String clean, List<Item> items, ReadingContext context) {
        Language guess = LanguageClues.guess(clean, items, context.fallback());
        var line = new Line(clean, items, context, guess);
        var lone = LoneNumber.read(line);
        return lone.orElseGet(() -> byFirstWord(line));
    }

    /** Whether a word that nobody knows was complained of, or ignored in a question. */
    private static boolean mayBeMistyped(Reading reading, List<Item> items) {
        boolean fine =
                switch (reading) {
                    case Reading.Understood understood -> !isQuestion(understood.instruction());
                    case Reading.Ambiguous ambiguous -> true;
                    case Reading.Incomplete incomplete -> false;
                    case Reading.Invalid invalid -> false;
                    case Reading.NotUnderstood not -> false;
                };
        if (fine) {
            return false;
        }
        for (Item item : items) {
            if (item instanceof Item.Unknown) {
                return true;
            }
        }
        return false;
    }

    private static boolean isQuestion(Instruction instruction) {
        return instruction instanceof Instruction.Balance
                || instruction instanceof Instruction.Statement
                || instruction instanceof Instruction.Rates
                || instruction instanceof Instruction.Restrictions;
    }

    /** The text as it would be with the right keyboard layout, if then every word is known. */
    private Reading inOtherLayout(String text, ReadingContext context, Reading asTyped) {
        for (String meant : layoutSlips.meant(text)) {
            String clean = Lexer.clean(meant);
            var reading = read(clean, lexer.readExactly(clean), context);
            if (mayReplace(reading, asTyped)) {
                return reading;
            }
        }
        return asTyped;
    }

    /** A confirmation is typed as it is, or not at all. */
    private static boolean mayReplace(Reading reading, Reading asTyped) {
        return switch (reading) {
            case Reading.Understood(Instruction.PlainYes yes, var guess) -> false;
            case Reading.Understood(Instruction.Confirm confirm, var guess) -> false;
            case Reading.Understood understood -> true;
            case Reading.NotUnderstood not -> false;
            case Reading.Ambiguous ambiguous -> !(asTyped instanceof Reading.Understood);
            case Reading.Incomplete incomplete -> !(asTyped instanceof Reading.Understood);
            case Reading.Invalid invalid -> !(asTyped instanceof Reading.Understood);
        };
    }

    private Reading byFirstWord(Line line) {
        int first = line.firstWord();
        if (first < 0) {
            return withoutWords(line);
        }
        var rest = new Arguments(line.items().subList(first + 1, line.items().size()));
        var all = new Arguments(line.items().subList(first, line.items().size()));
        if (!(line.items().get(first) instanceof Item.Known known)) {
            return byDefault(line, all);
        }
        return switch (known.sense()) {
            case Sense.Run run -> run(run.command(), line, rest);
            case Sense.Provider provider -> pays.pay(all, line.guess());
            case Sense.InLanguage language ->
                    inquiries.alone(
                            Command.LANGUAGE,
                            new Instruction.ChangeLanguage(language.language()),
                            rest,
                            line.guess());
            case Sense.Stop stop ->
                    inquiries.alone(Command.CANCEL, new Instruction.Cancel(), rest, line.guess());
            case Sense.Bank bank -> byDefault(line, all);
            case Sense.Wallet wallet -> byDefault(line, all);
            case Sense.Currency currency -> byDefault(line, all);
            case Sense.Filler filler -> byDefault(line, all);
        };
    }

    private Reading withoutWords(Line line) {
        if (line.clean().indexOf('?') >= 0 && line.items().isEmpty()) {
            return new Reading.Understood(new Instruction.Help(Optional.empty()), line.guess());
        }
        boolean balance = line.isDefault(Command.BALANCE);
        return balance
                ? new Reading.Understood(new Instruction.Balance(Account.PERSONAL), line.guess())
                : new Reading.NotUnderstood(line.context().defaultCommand(), line.guess());
    }

    /** A default command takes texts that hold its arguments; anything else gets help. */
    private Reading byDefault(Line line, Arguments all) {
        var command = line.context().defaultCommand();
        if (command.isPresent() && line.isMeant() && takesWithoutKeyword(command.get(), all)) {
            return run(command.get(), line, all);
        }
        return new Reading.NotUnderstood(nearest(line), line.guess());
    }

    private static boolean takesWithoutKeyword(Command command, Arguments all) {
        return switch (command) {
            case PAY, TOP_UP, REDEEM, REFUND, OWN, APP_STORE, CONFIRM -> all.hasFigures();
            case SEND, BANK_TRANSFER -> all.hasFigures() || Ibans.isIn(all.items());
            case BALANCE -> all.namesOnlyAnAccount();
            default -> false;
        };
    }

    private Optional<Command> nearest(Line line) {
        Optional<Command> later = Optional.empty();
        for (Item item : line.items().stream().limit(MOST_COMPARED).toList()) {
            if (item instanceof Item.Unknown unknown) {
                var near = lexicon.nearest(Fold.of(unknown.raw()));
                if (near.isPresent()) {
                    return near;
                }
            } else if (item instanceof Item.Known known && later.isEmpty()) {
                later = Optional.ofNullable(Lexicon.commandOf(known.sense()));
            }
        }
        return later.or(() -> line.context().defaultCommand());
    }

    private Reading run(Command command, Line line, Arguments rest) {
        Language guess = line.guess();
        return switch (command) {
            case PAY -> pays.pay(rest, guess);
            case AUTOPAY -> pays.autopay(rest, guess);
            case TOP_UP -> transfers.topUp(rest, guess);
            case SEND, BANK_TRANSFER -> transfers.send(rest, guess);
            case REDEEM -> transfers.toOwn(command, Instruction.Redeem::new, rest, guess);
            case REFUND ->
                    inquiries.namesPayment(rest)
                            ? run(Command.REVERSE, line, rest)
                            : transfers.toOwn(command, Instruction.Refund::new, rest, guess);
            case OWN -> transfers.own(rest, guess);
            case APP_STORE -> transfers.appStore(rest, guess);
            case GRANT -> transfers.toPhone(command, Instruction.Grant::new, rest, guess);
            case REVOKE -> transfers.toPhone(command, Instruction.Revoke::new, rest, guess);
            case CONFIRM -> LoneNumber.code(line, rest);
            case YES -> inquiries.alone(command, new Instruction.PlainYes(), rest, guess);
            case CANCEL ->
                    inquiries.namesPayment(rest)
                            ? run(Command.RECALL, line, rest)
                            : inquiries.cancel(line.items(), rest, guess);
            case UNBLOCK, NOTIFICATIONS -> new Reading.NotUnderstood(Optional.of(command), guess);
            default -> inquiry(command, line, rest);
        };
    }

    private Reading inquiry(Command command, Line line, Arguments rest) {
        Language guess = line.guess();
        return switch (command) {
            case BALANCE -> inquiries.ofAccount(command, Instruction.Balance::new, rest, guess);
            case STATEMENT -> inquiries.ofAccount(command, Instruction.Statement::new, rest, guess);
            case RECEIPT -> inquiries.ofPayment(command, Instruction.Receipt::new, rest, guess);
            case RATES -> inquiries.rates(rest, guess);
            case RESTRICTIONS -> inquiries.restrictions(rest, guess);
            case NOTIFICATIONS_ON -> inquiries.alone(command, notify(Mode.ON), rest, guess);
            case NOTIFICATIONS_OFF -> inquiries.alone(command, notify(Mode.OFF), rest, guess);
            case NOTIFICATIONS_DAILY -> inquiries.alone(command, notify(Mode.DAILY), rest, guess);
            case APPROVE -> inquiries.approve(rest, guess);
            case LIMITS -> inquiries.lenient(command, new Instruction.Limits(), rest, guess);
            case REVERSE -> inquiries.ofPayment(command, Instruction.Reverse::new, rest, guess);
            case RECALL -> inquiries.ofPayment(command, Instruction.Recall::new, rest, guess);
            case CLAIM -> inquiries.claim(line.clean(), rest, guess);
            case WITHDRAW -> inquiries.alone(command, new Instruction.Withdraw(), rest, guess);
            case BLOCK -> inquiries.alone(command, new Instruction.Block(), rest, guess);
            case LANGUAGE -> inquiries.language(rest, guess);
            case HELP -> inquiries.help(rest, guess);
            default -> throw new IllegalStateException("no reader for " + command);
        };
    }

    private static Instruction notify(Mode mode) {
        return new Instruction.Notifications(mode);
    }
}
