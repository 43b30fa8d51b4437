package kz.nusqau.console;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.payment.PaymentState;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import org.springframework.stereotype.Component;

/**
 * What was noted in a timeline, in the reader's language. The record keeps it as it was noted, in
 * English; its sentences are known by their forms here. What has none, such as a counterparty's own
 * words, is shown as it is.
 */
@Component
class Noted {

    /**
     * A sentence. Groups are named after what they hold: a {@code state}, a {@code reason}, {@code
     * money}, or what is {@code said} in a form of its own; all others are shown as they are.
     */
    private record Form(String key, Pattern pattern, List<String> groups) {}

    /** The first that fits is taken. */
    private static final List<Form> FORMS =
            Stream.of(
                            form("sent-again", "sent again from (?<code>\\S+)"),
                            form("other-way", "another way was offered"),
                            form(
                                    "smsc-silent",
                                    "the SMSC of (?<link>\\S+) never said what became of it"),
                            form(
                                    "text-answered",
                                    "text (?<id>\\d+) to (?<code>\\S+): (?<reply>\\S+)"),
                            form("by-the-subscriber-in", "by the subscriber, in (?<state>[a-z-]+)"),
                            form("by-the-subscriber", "by the subscriber"),
                            form("still", "still (?<state>[a-z-]+)"),
                            form("confirmed-but", "confirmed, but (?<reason>[A-Z_]+)"),
                            form("confirmed", "confirmed"),
                            form("cancelled", "cancelled by the subscriber"),
                            form("cancelled-by-partner", "cancelled by the partner"),
                            form("suspended", "cancelled, as the partner was suspended"),
                            form("used-up", "cancelled, as no try was left for its code"),
                            form("superseded", "a newer instruction took its place"),
                            form("not-confirmed", "not confirmed in time"),
                            form("scheduled", "the bank executes it on (?<day>\\S+)"),
                            form("recalled", "recalled by the subscriber"),
                            form("retried", "asked for once more by a person"),
                            form("retried-anew", "asked for once more by a person, held anew"),
                            form("given-up", "given up by a person"),
                            form("of-step", "(?<step>[a-z-]+/\\d+) (?<said>.+)"),
                            form("accepted", "accepted(?<reference>| \\S.*)"),
                            form("refused", "refused (?<reason>[A-Z_]+)"),
                            form("refused-because", "refused (?<reason>[A-Z_]+) (?<why>.+)"),
                            form("not-sent", "not sent: (?<why>.+)"),
                            form("unknown", "unknown"),
                            form("unknown-because", "unknown: (?<why>.+)"),
                            form("stuck", "stuck"),
                            form("stuck-because", "stuck: (?<why>.+)"),
                            form("typed-in", "typed in at (?<partner>\\S+)"),
                            form("at", "at (?<partner>\\S+)"),
                            form("attempts", "attempts left: (?<count>\\d+)"),
                            form("late", "its time was over"),
                            form("used-up", "it was used up"),
                            form("to-sign-in", "to sign in at (?<partner>\\S+)"),
                            form("for-an-order", "for an order at (?<partner>\\S+)"),
                            form("request", "request (?<id>\\S+)"),
                            form(
                                    "asked-for",
                                    "(?<partner>\\S+) (?<id>\\S+): (?<said>disclose\\.\\S+)"),
                            form("disclose-balance", "disclose\\.balance"),
                            form("disclose-balance-at-bank", "disclose\\.balance-at-bank"),
                            form("disclose-statement-at-bank", "disclose\\.statement-at-bank"),
                            form(
                                    "by-app-store",
                                    "(?<money>\\d{1,15}\\.\\d{2} [A-Z]{3}) by the app store"),
                            form("refund", "refund (?<id>\\S+)"),
                            form(
                                    "credit-at",
                                    "(?<money>\\d{1,15}\\.\\d{2} [A-Z]{3}) at (?<bank>\\S+)"),
                            form("for-a-person", "for a person"),
                            form("terms-refused", "(?<said>.+, fee .+): (?<reason>[A-Z_]+)"),
                            form(
                                    "terms-exchanged",
                                    "(?<said>.+, fee .+, from .+) at (?<rate>[\\d.]+) for a (?<unit>\\S+)"),
                            form(
                                    "terms-moved",
                                    "(?<said>.+, fee .+), from (?<from>\\S+ \\*\\S+) to (?<to>\\S+ \\*\\S+)"),
                            form(
                                    "terms",
                                    "(?<money>\\d{1,15}\\.\\d{2} [A-Z]{3}), fee (?<fee>\\d{1,15}\\.\\d{2} [A-Z]{3}), to (?<said>.+)"),
                            form("wallet-of", "the wallet of (?<number>\\S+)"),
                            form("own-wallet", "the own wallet"),
                            form("own-account", "the own account (?<account>\\*\\S+)"),
                            form(
                                    "own-account-at",
                                    "the own account (?<account>\\*\\S+) at (?<bank>\\S+)"),
                            form("account", "the account (?<account>\\*\\S+)"),
                            form("app-store", "the app store"),
                            form("payer-of", "the payer of (?<number>\\S+)"),
                            form("own-advance", "the own advance, from (?<id>\\S+)"),
                            form("by-offer", "by (?<said>[^: ]+ for [\\d.]+ [A-Z]{3}.*)"),
                            form("only-one", "(?<said>.+), the only one"),
                            form("used-last", "(?<said>.+), used last"),
                            form(
                                    "holding",
                                    "(?<said>.+), where the wallet holds (?<money>\\d{1,15}\\.\\d{2} [A-Z]{3})"),
                            form(
                                    "offered",
                                    "(?<system>\\S+) for (?<money>\\d{1,15}\\.\\d{2} [A-Z]{3})"),
                            form("declines", "(?<system>\\S+) declines: (?<reason>[A-Z_]+)"),
                            form("takes-too-long", "(?<system>\\S+): takes too long"),
                            form("does-not-answer", "(?<system>\\S+): does not answer"),
                            form("holds-account", "by (?<bank>\\S+), which holds the account"),
                            form("stores-bank", "by (?<bank>\\S+), the app store's bank"),
                            form("by-instruction", "by (?<id>[0-9a-f-]{36})"))
                    .toList();

    /** What a person gives as a reason is no sentence of the hub's. */
    private static final Form BY_PERSON = form("by-person", "by (?<who>[^:;]+): (?<why>.+)");

    private static final String SENTENCES = "; ";

    private final Words words;
    private final Shown shown;

    Noted(Words words, Shown shown) {
        this.words = words;
        this.shown = shown;
    }

    private static Form form(String key, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new Form(
                key,
                pattern,
                pattern.namedGroups().entrySet().stream()
                        .sorted(Comparator.comparing(Map.Entry::getValue))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** Names of all forms, for whoever has to have words for them. */
    static List<String> keys() {
        return Stream.concat(FORMS.stream(), Stream.of(BY_PERSON)).map(Form::key).toList();
    }

    /** Several sentences are one after the other. */
    String said(String detail) {
        return filled(BY_PERSON, detail)
                .orElseGet(
                        () ->
                                Stream.of(detail.split(SENTENCES))
                                        .map(String::strip)
                                        .map(this::sentence)
                                        .collect(Collectors.joining(SENTENCES)));
    }

    /** One alone. */
    String sentence(String noted) {
        return FORMS.stream()
                .flatMap(form -> filled(form, noted).stream())
                .findFirst()
                .orElse(noted);
    }

    private Optional<String> filled(Form form, String noted) {
        Matcher found = form.pattern.matcher(noted);
        return found.matches()
                ? Optional.of(
                        words.noted(
                                form.key,
                                form.groups.stream()
                                        .map(group -> word(group, found.group(group)))
                                        .toArray()))
                : Optional.empty();
    }

    private String word(String group, String noted) {
        return switch (group) {
            case "said" -> sentence(noted);
            case "state" -> state(noted);
            case "reason" -> reason(noted);
            case "money", "fee" -> money(noted);
            default -> noted;
        };
    }

    private String state(String noted) {
        String name = noted.replace('-', '_').toUpperCase(Locale.ROOT);
        return Stream.of(PaymentState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .map(words::state)
                .orElse(noted);
    }

    private String reason(String noted) {
        return Stream.of(RefusalReason.values())
                .filter(reason -> reason.name().equals(noted))
                .findFirst()
                .map(words::reason)
                .orElse(noted);
    }

    private String money(String noted) {
        String[] parts = noted.split(" ", -1);
        return shown.money(Money.parse(parts[0], parts[1]));
    }
}
