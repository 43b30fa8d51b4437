package kz.nusqau.typing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.catalogue.Provider;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.Keyword;
import kz.nusqau.instruction.Keyword.Sense;
import kz.nusqau.instruction.RequisiteShape;
import kz.nusqau.shared.Language;

/** Correct texts: every word of every command in every language, with arguments. */
final class Wishes {

    static final List<Keyword> KEYWORDS = CatalogueForTests.keywords();

    private static final RequisiteShape PHONE =
            new RequisiteShape(
                    "phone",
                    java.util.regex.Pattern.compile("\\d+"),
                    RequisiteShape.Check.MSISDN,
                    "");

    private final Random random;
    private final Numbers numbers;

    Wishes(Random random) {
        this.random = random;
        this.numbers = new Numbers(random);
    }

    /** The words that begin a text. */
    static List<Keyword> beginnings() {
        return KEYWORDS.stream()
                .filter(
                        keyword ->
                                switch (keyword.sense()) {
                                    case Sense.Run run -> true;
                                    case Sense.Provider provider -> true;
                                    case Sense.InLanguage language -> true;
                                    default -> false;
                                })
                .toList();
    }

    /** A text that begins with this word; a provider's word belongs to any language. */
    Wish beginningWith(Keyword keyword) {
        Language language =
                keyword.language()
                        .orElseGet(() -> Letters.pick(List.of(Language.values()), random));
        var text = new Text(language, keyword);
        return switch (keyword.sense()) {
            case Sense.Run run -> text.command(run.command());
            case Sense.Provider provider -> text.payment(provider.code()).wish("pay ");
            case Sense.InLanguage in -> text.means("language " + lower(in.language())).wish("");
            default -> throw new IllegalArgumentException("begins no text: " + keyword);
        };
    }

    /** A text without a keyword, to a number whose command takes it. */
    Wish withoutKeyword() {
        var text = new Text(Letters.pick(List.of(Language.values()), random), null);
        return switch (random.nextInt(6)) {
            case 0 -> text.amount("KZT", "").to(Command.TOP_UP, "top-up ");
            case 1 -> text.phone().amount("KZT", "").to(Command.SEND, "send ");
            case 2 -> text.destination().amount("KZT", "").to(Command.REDEEM, "redeem ");
            case 3 -> text.account(true).to(Command.BALANCE, "balance ");
            case 4 -> text.iban().amount("KZT", "").to(Command.SEND, "bank-transfer ");
            default -> text.amount("KZT", "").to(Command.APP_STORE, "app-store ");
        };
    }

    private static String lower(Language language) {
        return language.name().toLowerCase(java.util.Locale.ROOT);
    }

    private List<String> words(Predicate<Sense> wanted) {
        return KEYWORDS.stream().filter(k -> wanted.test(k.sense())).map(Keyword::text).toList();
    }

    /** A text in the making. */
    private final class Text {

        private final Language language;
        private final List<Piece> pieces = new ArrayList<>();
        private final List<String> means = new ArrayList<>();

        Text(Language language, Keyword keyword) {
            this.language = language;
            if (keyword != null) {
                Stream.of(keyword.text().split(" ")).map(Piece::command).forEach(pieces::add);
            }
        }

        Wish command(Command command) {
            return switch (command) {
                case BALANCE -> account(false).wish("balance ");
                case STATEMENT -> account(false).wish("statement ");
                case PAY -> provider().wish("pay ");
                case AUTOPAY -> autopay();
                case TOP_UP -> amount("KZT", "").source(true).wish("top-up ");
                case SEND ->
                        random.nextInt(3) == 0
                                ? iban().amount("KZT", "").source(true).wish("bank-transfer ")
                                : phone().amount("KZT", "").source(false).wish("send ");
                case REDEEM -> destination().amount("KZT", "").wish("redeem ");
                case REFUND -> destination().amount("KZT", "").wish("refund ");
                case OWN -> own();
                case RECEIPT -> reference("N", true).wish("receipt ");
                case RATES -> optional(Sense.Currency.class).wish("rates ");
                case RESTRICTIONS -> optional(Sense.Bank.class).wish("restrictions ");
                case NOTIFICATIONS_ON -> filler().wish("notifications on");
                case NOTIFICATIONS_OFF -> filler().wish("notifications off");
                case NOTIFICATIONS_DAILY -> filler().wish("notifications daily");
                case GRANT -> phone().wish("grant ");
                case REVOKE -> phone().wish("revoke ");
                case APPROVE -> reference("A", false).wish("approve ");
                case CLAIM -> claim();
                case REVERSE -> reference("N", true).wish("reverse ");
                case RECALL -> reference("N", true).wish("recall ");
                case LANGUAGE -> inLanguage();
                case CONFIRM -> code();
                case YES -> wish("yes");
                case UNBLOCK -> wish("not understood");
                case LIMITS, WITHDRAW, BLOCK, HELP, CANCEL -> filler().wish(command.key());
                case NOTIFICATIONS, APP_STORE, BANK_TRANSFER ->
                        throw new IllegalArgumentException("has no words: " + command);
            };
        }

        Wish wish(String start) {
            return new Wish(
                    language, pieces, (start + String.join(" ", means)).strip(), Optional.empty());
        }

        Wish to(Command command, String start) {
            return new Wish(
                    language, pieces, start + String.join(" ", means), Optional.of(command));
        }

        Text means(String more) {
            means.add(more);
            return this;
        }

        private void word(String text) {
            Stream.of(text.split(" ")).map(Piece::word).forEach(pieces::add);
        }

        private Text filler() {
            if (random.nextInt(6) == 0) {
                word(
                        Letters.pick(
                                KEYWORDS.stream()
                                        .filter(k -> k.sense() instanceof Sense.Filler)
                                        .filter(k -> k.language().equals(Optional.of(language)))
                                        .map(Keyword::text)
                                        .toList(),
                                random));
            }
            return this;
        }

        Text account(boolean always) {
            int kind = always ? 1 + random.nextInt(2) : random.nextInt(3);
            return switch (kind) {
                case 0 -> filler().means("personal");
                case 1 -> wallet().means("wallet");
                default -> means(bank());
            };
        }

        private Text wallet() {
            word(Letters.pick(words(Sense.Wallet.class::isInstance), random));
            return this;
        }

        private String bank() {
            var bank = Letters.pick(keywords(Sense.Bank.class), random);
            word(bank.text());
            return ((Sense.Bank) bank.sense()).code();
        }

        private List<Keyword> keywords(Class<? extends Sense> kind) {
            return KEYWORDS.stream().filter(k -> kind.isInstance(k.sense())).toList();
        }

        Text source(boolean bankOnly) {
            int kind = random.nextInt(6);
            if (kind == 0) {
                means.add("from " + bank());
            } else if (kind == 1 && !bankOnly) {
                wallet().means("from wallet");
            }
            return this;
        }

        private Text provider() {
            var word = Letters.pick(keywords(Sense.Provider.class), random);
            word(word.text());
            return payment(((Sense.Provider) word.sense()).code());
        }

        Text payment(String code) {
            return requisites(code).source(false);
        }

        private Text requisites(String code) {
            Provider provider = CatalogueForTests.catalogue().providers().get(code);
            means.add(code);
            var values = new TreeMap<String, String>();
            for (RequisiteShape shape : provider.shape().requisites()) {
                var requisite = numbers.requisite(shape);
                pieces.add(Piece.number(requisite.typed()));
                values.put(shape.name(), requisite.normal());
            }
            values.forEach((name, value) -> means.add(name + "=" + value));
            return provider.shape().amountStated() ? amount("KZT", "") : this;
        }

        private Wish autopay() {
            if (random.nextInt(6) == 0) {
                return wish("autopay list");
            }
            if (random.nextInt(4) == 0) {
                word(Letters.pick(words(Sense.Stop.class::isInstance), random));
                String number = String.valueOf(1 + random.nextInt(40));
                pieces.add(Piece.number(number));
                return means(number).wish("autopay stop ");
            }
            var word = Letters.pick(keywords(Sense.Provider.class), random);
            word(word.text());
            requisites(((Sense.Provider) word.sense()).code());
            String day = String.valueOf(1 + random.nextInt(31));
            pieces.add(Piece.number(day));
            return means("day " + day).source(false).wishAutopay();
        }

        /** The short form names the source with the payment. */
        private Wish wishAutopay() {
            int from = means.getLast().startsWith("from") ? means.size() - 1 : -1;
            if (from > 0) {
                means.add(from - 1, means.remove(from));
            }
            return wish("autopay pay ");
        }

        Text amount(String currency, String suffix) {
            boolean words = random.nextInt(4) > 0;
            var amount =
                    numbers.amount(words ? words(new Sense.Currency(currency)::equals) : List.of());
            pieces.addAll(amount.pieces());
            means.add(amount.decimal() + suffix);
            return this;
        }

        Text phone() {
            var phone = numbers.requisite(PHONE);
            pieces.add(Piece.number(phone.typed()));
            means.add(phone.normal());
            return this;
        }

        Text iban() {
            String iban = numbers.iban();
            pieces.add(Piece.reference(iban));
            return means(iban);
        }

        Text destination() {
            if (random.nextBoolean()) {
                means.add("iban");
                return iban();
            }
            String card = numbers.card();
            pieces.add(Piece.number(card));
            return means("*" + card);
        }

        private Wish own() {
            if (random.nextInt(3) == 0) {
                for (int i = 0; i < 2; i++) {
                    String tail = numbers.digits(4);
                    pieces.add(Piece.number(tail));
                    means.add("*" + tail);
                }
                return amount("KZT", "").wish("own ");
            }
            var from = Letters.pick(List.of("KZT", "USD", "EUR"), random);
            var to = Letters.pick(List.of("KZT", "USD", "RUB"), random);
            for (String currency : List.of(from, to)) {
                word(Letters.pick(words(new Sense.Currency(currency)::equals), random));
                means.add(currency);
            }
            return amount(from, from.equals("KZT") ? "" : " " + from).wish("own ");
        }

        private Text reference(String letter, boolean optional) {
            if (!optional || random.nextInt(4) > 0) {
                String reference = numbers.reference(letter);
                pieces.add(Piece.reference(reference));
                means.add(reference);
            }
            return this;
        }

        private Text optional(Class<? extends Sense> kind) {
            if (random.nextInt(3) == 0) {
                return filler();
            }
            var word = Letters.pick(keywords(kind), random);
            word(word.text());
            return means(
                    switch (word.sense()) {
                        case Sense.Bank bank -> bank.code();
                        case Sense.Currency currency -> currency.iso();
                        default -> throw new IllegalArgumentException("no option: " + word);
                    });
        }

        private Wish claim() {
            reference("N", false);
            pieces.add(
                    Piece.free(
                            switch (language) {
                                case KK -> "ақша түспеді";
                                case RU -> "не зачислено";
                                case EN -> "not credited";
                            }));
            return wish("claim ");
        }

        private Wish inLanguage() {
            var word = Letters.pick(keywords(Sense.InLanguage.class), random);
            word(word.text());
            return means(lower(((Sense.InLanguage) word.sense()).language())).wish("language ");
        }

        private Wish code() {
            String code = numbers.digits(6);
            pieces.add(Piece.number(code));
            return means(code).wish("confirm ");
        }
    }
}
