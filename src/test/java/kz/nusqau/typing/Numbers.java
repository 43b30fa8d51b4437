package kz.nusqau.typing;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.nusqau.instruction.RequisiteShape;

/** Valid accounts, phone numbers, codes and amounts, as people write them. */
final class Numbers {

    private static final List<String> PREFIXES = List.of("701", "702", "705", "707", "747", "777");
    private static final String REFERENCE = "23456789ACDEFHJKMNPRTWX";

    /** An amount in the ways of the grammar. */
    record Amount(List<Piece> pieces, long tiyn) {

        String decimal() {
            return "%d.%02d".formatted(tiyn / 100, tiyn % 100);
        }
    }

    /** As it is typed, and what it reads as. */
    record Requisite(String typed, String normal) {}

    private final Random random;

    Numbers(Random random) {
        this.random = random;
    }

    Requisite requisite(RequisiteShape shape) {
        return switch (shape.check()) {
            case SUM_MOD_10 -> same(sumMod10(shape.example().length()));
            case NONE -> same(digits(shape.example().length()));
            case IIN -> same(iin());
            case MSISDN -> phone();
        };
    }

    private static Requisite same(String digits) {
        return new Requisite(digits, digits);
    }

    Requisite phone() {
        String area = Letters.pick(PREFIXES, random);
        String rest = digits(7);
        String a = rest.substring(0, 3);
        String b = rest.substring(3, 5);
        String c = rest.substring(5);
        String typed =
                switch (random.nextInt(9)) {
                    case 0 -> "8" + area + rest;
                    case 1 -> "+7" + area + rest;
                    case 2 -> area + rest;
                    case 3 -> "8 %s %s %s %s".formatted(area, a, b, c);
                    case 4 -> "+7 (%s) %s-%s-%s".formatted(area, a, b, c);
                    case 5 -> "8-%s-%s-%s-%s".formatted(area, a, b, c);
                    default -> "7" + area + rest;
                };
        return new Requisite(typed, "7" + area + rest);
    }

    String digits(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.valueOf(random.nextInt(10)))
                .collect(Collectors.joining());
    }

    /** A code and not by chance an amount of hundreds of thousands is what six digits mean. */
    String card() {
        return digits(4);
    }

    private String sumMod10(int length) {
        String body = digits(length - 1);
        return body + body.chars().map(c -> c - '0').sum() % 10;
    }

    private String iin() {
        while (true) {
            String body =
                    "%02d%02d%02d%d%s"
                            .formatted(
                                    random.nextInt(100),
                                    1 + random.nextInt(12),
                                    1 + random.nextInt(28),
                                    1 + random.nextInt(6),
                                    digits(4));
            int check = weighted(body, 0);
            check = check == 10 ? weighted(body, 2) : check;
            if (check < 10) {
                return body + check;
            }
        }
    }

    private static int weighted(String body, int shift) {
        return IntStream.range(0, 11)
                        .map(i -> (body.charAt(i) - '0') * ((i + shift) % 11 + 1))
                        .sum()
                % 11;
    }

    String iban() {
        String rest = "722C" + digits(12);
        var number = new StringBuilder();
        (rest + "KZ00").chars().forEach(c -> number.append(Character.digit(c, 36)));
        int check = 98 - new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
        return "KZ%02d%s".formatted(check, rest);
    }

    /** Letters and digits after {@code N} or {@code A}, with a digit at least. */
    String reference(String letter) {
        int length = random.nextBoolean() ? 13 : 5;
        return letter
                + (2 + random.nextInt(8))
                + IntStream.range(1, length)
                        .mapToObj(i -> REFERENCE.charAt(random.nextInt(REFERENCE.length())))
                        .map(String::valueOf)
                        .collect(Collectors.joining());
    }

    long tiyn() {
        return switch (random.nextInt(10)) {
            case 0 -> 1 + random.nextInt(9_999);
            case 1 -> 100L * (100_000 + random.nextInt(900_000));
            case 2, 3, 4 -> 1_000 + random.nextInt(5_000_000);
            default -> 100L * (10 + random.nextInt(50_000));
        };
    }

    /** With the currency's word, or without. */
    Amount amount(List<String> currencyWords) {
        long tiyn = tiyn();
        var number = Piece.amount(written(tiyn));
        if (random.nextInt(3) > 0 || currencyWords.isEmpty()) {
            return new Amount(List.of(number), tiyn);
        }
        var word = Piece.word(Letters.pick(currencyWords, random));
        return new Amount(
                switch (random.nextInt(4)) {
                    case 0 -> List.of(number, word);
                    case 1 -> List.of(word, number);
                    case 2 -> List.of(word, number.joined());
                    default -> List.of(number, word.joined());
                },
                tiyn);
    }

    private String written(long tiyn) {
        long whole = tiyn / 100;
        long rest = tiyn % 100;
        boolean grouped = whole >= 1_000 && random.nextInt(3) == 0;
        String point = random.nextBoolean() ? "." : ",";
        boolean decimals = rest > 0 || random.nextInt(8) == 0;
        String gap = " ";
        if (grouped && decimals && random.nextInt(3) == 0) {
            gap = point.equals(".") ? "," : ".";
        } else if (random.nextInt(6) == 0) {
            gap = random.nextBoolean() ? "\u00A0" : "\u202F";
        }
        var text = new StringBuilder().append(whole);
        for (int at = text.length() - 3; grouped && at > 0; at -= 3) {
            text.insert(at, gap);
        }
        if (decimals) {
            boolean one = rest > 0 && rest % 10 == 0 && random.nextBoolean();
            text.append(point).append(one ? String.valueOf(rest / 10) : "%02d".formatted(rest));
        }
        return text.toString();
    }

    /** Not an amount, or more than one: in no way may any be read. */
    String doubtful() {
        int whole = 10 + random.nextInt(50_000);
        int group = random.nextInt(100);
        return switch (random.nextInt(27)) {
            case 0 -> "%d.%02d0".formatted(1 + random.nextInt(999), group);
            case 1 -> "%d,%02d0".formatted(1 + random.nextInt(999), group);
            case 2 -> "%d %02d".formatted(whole, group);
            case 3 -> "%d.%03d".formatted(whole, 1 + random.nextInt(9) + 10 * group);
            case 4 -> "0" + whole;
            case 5 -> "0";
            case 6 -> "0.00";
            case 7 -> "-" + whole;
            case 8 -> whole + "к";
            case 9 -> whole + "k";
            case 10 -> whole + " тыс";
            case 11 -> "1,5к";
            case 12 -> whole + "²";
            case 13 -> whole + "½";
            case 14 -> whole + "%";
            case 15 -> whole + ".." + "%02d".formatted(group);
            case 16 -> whole + ", " + "%02d".formatted(group);
            case 17 -> whole + "-" + (whole + 1 + group);
            case 18 -> whole + " " + (50_001 + whole);
            case 19 -> "1e3";
            case 20 -> whole + "OO";
            case 21 -> "l" + whole;
            case 22 -> "З" + whole;
            case 23 -> whole + "00000000000";
            case 24 -> whole + "+" + (1 + group);
            case 25 -> "1.500.50";
            default -> whole + "х" + (1 + group);
        };
    }
}
