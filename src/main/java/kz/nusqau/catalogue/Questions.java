package kz.nusqau.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Instruction.Destination;
import kz.nusqau.instruction.Reading;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/** The reply to a text that starts nothing: what is missing, wrong or in doubt, with an example. */
public final class Questions {

    /** What is listed must leave room for the question in three parts of UCS2. */
    private static final int LONGEST_LIST = 90;

    private final Texts texts;
    private final Providers providers;
    private final CallCentres callCentres;
    private final Map<Command, Examples> examples;

    Questions(
            Texts texts,
            Providers providers,
            CallCentres callCentres,
            Map<Command, Examples> examples) {
        this.texts = texts;
        this.providers = providers;
        this.callCentres = callCentres;
        this.examples = Map.copyOf(examples);
    }

    /**
     * The question back, or empty when the text was understood.
     *
     * @param brand null when not known yet
     */
    public Optional<String> reply(Reading reading, Language language, @Nullable String brand) {
        return switch (reading) {
            case Reading.Understood understood -> Optional.empty();
            case Reading.Ambiguous ambiguous ->
                    Optional.of(ambiguous(ambiguous.candidates(), language));
            case Reading.Incomplete incomplete ->
                    Optional.of(
                            texts.render(
                                    texts.missing(incomplete.missing()),
                                    language,
                                    Map.of(
                                            "field",
                                            texts.name(incomplete.missing(), language),
                                            "example",
                                            example(
                                                    incomplete.command(),
                                                    incomplete.provider(),
                                                    language))));
            case Reading.Invalid invalid -> Optional.of(invalid(invalid, language));
            case Reading.NotUnderstood not -> Optional.of(near(not, language, brand));
        };
    }

    /** The short help, or the help of one command. */
    public String help(Optional<Command> about, Language language, @Nullable String brand) {
        String key = about.map(Texts::help).orElse("help");
        return texts.render(
                key,
                language,
                Map.of(
                        "callCentre",
                        callCentres.of(brand),
                        "example",
                        about.map(command -> example(command, Optional.empty(), language))
                                .orElse("")));
    }

    private String invalid(Reading.Invalid invalid, Language language) {
        return texts.render(
                texts.invalid(invalid.field()),
                language,
                Map.of(
                        "field",
                        texts.name(invalid.field(), language),
                        "given",
                        invalid.given(),
                        "example",
                        example(invalid.command(), invalid.provider(), language)));
    }

    /** Whether nothing nearer than help is offered, which names the call centre of the brand. */
    public static boolean isAnsweredWithHelp(Reading.NotUnderstood reading) {
        return offered(reading).isEmpty();
    }

    private static Optional<Command> offered(Reading.NotUnderstood reading) {
        return reading.nearest().filter(near -> near != Command.UNBLOCK);
    }

    private String near(Reading.NotUnderstood reading, Language language, @Nullable String brand) {
        Optional<Command> near = offered(reading);
        if (near.isEmpty()) {
            return help(reading.nearest(), language, brand);
        }
        return texts.render(
                "help.near",
                language,
                Map.of("example", example(near.get(), Optional.empty(), language)));
    }

    private String ambiguous(List<Instruction> candidates, Language language) {
        var payees = candidates.stream().map(candidate -> payee(candidate, language)).distinct();
        boolean onlyAmounts = payees.count() == 1;
        Function<Instruction, String> described =
                candidate ->
                        onlyAmounts
                                ? amount(candidate, language)
                                : payee(candidate, language) + " " + amount(candidate, language);
        var options = new StringBuilder();
        for (Instruction candidate : candidates) {
            String option = described.apply(candidate).strip();
            if (options.length() + option.length() + 2 > LONGEST_LIST) {
                options.append("; ...");
                break;
            }
            options.append(options.isEmpty() ? "" : "; ").append(option);
        }
        return texts.render(
                onlyAmounts ? "ambiguous.amount" : "ambiguous.reading",
                language,
                Map.of("options", options.toString()));
    }

    private String payee(Instruction instruction, Language language) {
        return switch (instruction) {
            case Instruction.Pay pay ->
                    providers.get(pay.provider()).payee(language, pay.requisites());
            case Instruction.AutopaySet set -> payee(set.payment(), language);
            case Instruction.Send send -> send.to().toString();
            case Instruction.Redeem redeem -> destination(redeem.to());
            case Instruction.Refund refund -> destination(refund.to());
            case Instruction.BankTransfer transfer ->
                    destination(new Destination.Iban(transfer.to()));
            case Instruction.Grant grant -> grant.to().toString();
            case Instruction.Revoke revoke -> revoke.from().toString();
            default -> "";
        };
    }

    private static String amount(Instruction instruction, Language language) {
        Optional<Money> amount =
                switch (instruction) {
                    case Instruction.Pay pay -> pay.amount();
                    case Instruction.AutopaySet set -> set.payment().amount();
                    case Instruction.TopUp topUp -> Optional.of(topUp.amount());
                    case Instruction.Send send -> Optional.of(send.amount());
                    case Instruction.Redeem redeem -> Optional.of(redeem.amount());
                    case Instruction.Refund refund -> Optional.of(refund.amount());
                    case Instruction.OwnTransfer own -> Optional.of(own.amount());
                    case Instruction.BankTransfer transfer -> Optional.of(transfer.amount());
                    case Instruction.AppStorePayment payment -> Optional.of(payment.amount());
                    default -> Optional.empty();
                };
        return amount.map(money -> MoneyText.of(money, language)).orElse("");
    }

    private static String destination(Destination destination) {
        return switch (destination) {
            case Destination.Iban iban -> "*" + iban.iban().substring(iban.iban().length() - 4);
            case Destination.EndingIn ending -> "*" + ending.lastFour();
        };
    }

    /** A complete text to copy. */
    String example(Command command, Optional<String> provider, Language language) {
        if (provider.isPresent() && command == Command.PAY) {
            return providers.get(provider.get()).example();
        }
        var found = examples.get(command);
        return found == null ? "" : found.in(language);
    }
}
