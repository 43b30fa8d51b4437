package kz.nusqau.typing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** What people do to a correct text, and how much of it the parser has to understand at least. */
enum Slip {
    NONE("as it should be", 99.9) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return Optional.of(wish.text());
        }
    },
    AMOUNT("amounts in all their forms", 99.9) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return Optional.of(wish).filter(Slip::hasAmount).map(Wish::text);
        }
    },
    CASE("any case", 99.9) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return Optional.of(inAnyCase(wish, random).text());
        }
    },
    LOOK_ALIKES("look-alike letters", 99.9) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return Optional.of(withLookAlikes(wish, random)).map(Wish::text);
        }
    },
    TRANSLITERATION("transliterated", 99.9) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return changed(wish, transliterated(wish, random)).map(Wish::text);
        }
    },
    MISSING_LETTERS("without Kazakh letters", 99.9) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return changed(wish, withoutKazakh(wish, random)).map(Wish::text);
        }
    },
    SEPARATORS("separators and punctuation", 99.8) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return Optional.of(separated(wish, random));
        }
    },
    INVISIBLE("emoji and invisible characters", 99.9) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return Optional.of(decorated(wish, random));
        }
    },
    SPACES("a space lost, or one too many in a word", 58) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return spaced(wish, random);
        }
    },
    TYPO("one typo in a command of five letters or more", 95) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return Typo.in(wish, true, random);
        }
    },
    TYPO_ELSEWHERE("one typo in a word that forgives none", 29) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return Typo.in(wish, false, random);
        }
    },
    LAYOUT("the wrong keyboard layout", 86) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return inOtherLayout(wish, random);
        }
    },
    SEVERAL("several of these at once", 99.8) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            var letters =
                    switch (random.nextInt(3)) {
                        case 0 -> transliterated(wish, random);
                        case 1 -> withoutKazakh(wish, random);
                        default -> withLookAlikes(wish, random);
                    };
            var typed = inAnyCase(letters, random);
            return Optional.of(
                    random.nextBoolean() ? separated(typed, random) : decorated(typed, random));
        }
    },
    DOUBTFUL("an amount in doubt, or none", 95) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return Optional.of(wish)
                    .filter(Slip::hasAmount)
                    .flatMap(given -> doubtful(given, random));
        }

        @Override
        Outcome wanted() {
            return Outcome.ASKED;
        }
    },
    INCOMPLETE("an argument left out, or a digit too few or too many", 98) {
        @Override
        Optional<String> type(Wish wish, Random random) {
            return incomplete(wish, random);
        }

        @Override
        Outcome wanted() {
            return Outcome.ASKED;
        }
    };

    private static final List<String> SEPARATORS_TYPED =
            List.of(
                    " ", "  ", "\n", "\t", ", ", "; ", ". ", " , ", "_", "-", "*", "#", ",", ";",
                    "/", "|", ":", " : ", "=", ".", " - ", "...", " — ", "\r\n");

    private final String title;
    private final double least;

    Slip(String title, double least) {
        this.title = title;
        this.least = least;
    }

    /** The text as it is typed; empty where this slip can't be made. */
    abstract Optional<String> type(Wish wish, Random random);

    Outcome wanted() {
        return Outcome.RECOGNISED;
    }

    String title() {
        return title;
    }

    /** Percent of the texts with the wanted outcome; it may rise, never fall. */
    double least() {
        return least;
    }

    private static boolean hasAmount(Wish wish) {
        return wish.pieces().stream().anyMatch(piece -> piece.kind() == Piece.Kind.AMOUNT);
    }

    private static Optional<Wish> changed(Wish before, Wish after) {
        return after.text().equals(before.text()) ? Optional.empty() : Optional.of(after);
    }

    private static Wish inAnyCase(Wish wish, Random random) {
        int kind = random.nextInt(4);
        var typed =
                new ArrayList<>(
                        wish.eachPiece(
                                        text ->
                                                switch (kind) {
                                                    case 0 -> text.toUpperCase(Locale.ROOT);
                                                    case 1 -> text.toLowerCase(Locale.ROOT);
                                                    case 2 -> capitalised(text);
                                                    default -> mixed(text, random);
                                                })
                                .pieces());
        // Free text is repeated as it was typed.
        for (int i = 0; i < typed.size(); i++) {
            if (typed.get(i).kind() == Piece.Kind.FREE) {
                typed.set(i, wish.pieces().get(i));
            }
        }
        return wish.with(typed);
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String mixed(String text, Random random) {
        var mixed = new StringBuilder();
        text.chars()
                .forEach(
                        c ->
                                mixed.append(
                                        (char)
                                                (random.nextBoolean()
                                                        ? Character.toUpperCase(c)
                                                        : Character.toLowerCase(c))));
        return mixed.toString();
    }

    private static Wish withLookAlikes(Wish wish, Random random) {
        var typed = new ArrayList<Piece>();
        for (Piece piece : wish.pieces()) {
            typed.add(
                    switch (piece.kind()) {
                        case COMMAND, WORD -> piece.with(Letters.lookAlikes(piece.text(), random));
                        case REFERENCE ->
                                piece.with(Letters.cyrillicLookAlikes(piece.text(), random));
                        case NUMBER, AMOUNT, FREE -> piece;
                    });
        }
        return wish.with(typed);
    }

    private static Wish transliterated(Wish wish, Random random) {
        return wish.eachWord(word -> Letters.transliterated(word, random));
    }

    private static Wish withoutKazakh(Wish wish, Random random) {
        return wish.eachWord(word -> Letters.withoutKazakh(word, random));
    }

    private static String separated(Wish wish, Random random) {
        String always = Letters.pick(SEPARATORS_TYPED, random);
        boolean same = random.nextBoolean();
        var text =
                new StringBuilder(
                        random.nextInt(4) == 0
                                ? Letters.pick(List.of(" ", "*", "# ", "- ", "\""), random)
                                : "");
        boolean first = true;
        for (Piece piece : wish.pieces()) {
            if (!first && !piece.glued()) {
                text.append(same ? always : Letters.pick(SEPARATORS_TYPED, random));
            }
            text.append(piece.text());
            first = false;
        }
        return text.append(
                        random.nextBoolean()
                                ? Letters.pick(
                                        List.of(".", "!", "#", "!!!", "?", ")", " \n", ","), random)
                                : "")
                .toString();
    }

    private static String decorated(Wish wish, Random random) {
        var text = new StringBuilder();
        for (Piece piece : wish.pieces()) {
            if (!text.isEmpty() && !piece.glued()) {
                text.append(
                        switch (random.nextInt(5)) {
                            case 0 -> Letters.emoji(random);
                            case 1 -> " " + Letters.emoji(random) + " ";
                            case 2 -> "\u00A0";
                            case 3 -> "\u2003" + Letters.invisible(random);
                            default -> " ";
                        });
            }
            text.append(
                    piece.kind() == Piece.Kind.FREE ? piece.text() : veiled(piece.text(), random));
        }
        return text + (random.nextInt(3) == 0 ? Letters.emoji(random) : "");
    }

    private static String veiled(String text, Random random) {
        var veiled = new StringBuilder();
        for (char c : text.toCharArray()) {
            veiled.append(random.nextInt(6) == 0 ? Letters.invisible(random) : "").append(c);
        }
        return veiled.toString();
    }

    private static Optional<String> spaced(Wish wish, Random random) {
        var pieces = new ArrayList<>(wish.pieces());
        int at = random.nextInt(pieces.size());
        Piece piece = pieces.get(at);
        if (random.nextBoolean()) {
            // Nobody can say where a number ends that is joined to another or to free text, nor
            // that a currency belongs to the number behind it.
            boolean afterNumber = at > 0 && pieces.get(at - 1).isNumber();
            boolean free = piece.kind() == Piece.Kind.FREE;
            if (at == 0 || piece.glued() || afterNumber || free) {
                return Optional.empty();
            }
            pieces.set(at, piece.joined());
        } else {
            if (!piece.isWord() || piece.text().length() < 2) {
                return Optional.empty();
            }
            int cut = 1 + random.nextInt(piece.text().length() - 1);
            pieces.set(
                    at,
                    piece.with(piece.text().substring(0, cut) + " " + piece.text().substring(cut)));
        }
        return Optional.of(wish.with(pieces).text());
    }

    private static Optional<String> inOtherLayout(Wish wish, Random random) {
        String text = wish.text();
        boolean capsLock = random.nextInt(8) == 0;
        String meant =
                capsLock
                        ? text.toUpperCase(Locale.ROOT)
                        : random.nextInt(4) == 0 ? capitalised(text) : text;
        boolean cyrillic = Letters.hasCyrillic(meant);
        String typed =
                cyrillic
                        ? Keyboards.inEnglishLayout(
                                meant, Letters.hasKazakh(meant) || random.nextInt(4) == 0)
                        : Keyboards.inRussianLayout(meant);
        return typed.equals(meant) ? Optional.empty() : Optional.of(typed);
    }

    private static Optional<String> doubtful(Wish wish, Random random) {
        String amount = new Numbers(random).doubtful();
        var pieces = new ArrayList<Piece>();
        for (Piece piece : wish.pieces()) {
            boolean replaced = piece.kind() == Piece.Kind.AMOUNT;
            // A minus between a word and a number is a separator.
            if (replaced && piece.glued() && amount.startsWith("-")) {
                return Optional.empty();
            }
            pieces.add(replaced ? piece.with(amount) : piece);
        }
        return Optional.of(wish.with(pieces).text());
    }

    private static Optional<String> incomplete(Wish wish, Random random) {
        int at = random.nextInt(wish.pieces().size());
        Piece piece = wish.pieces().get(at);
        boolean needed = piece.isNumber() || piece.kind() == Piece.Kind.REFERENCE;
        if (!needed || canDoWithout(wish, at)) {
            return Optional.empty();
        }
        return random.nextBoolean() ? without(wish, at) : withWrongLength(wish, at, random);
    }

    /** What is left is complete and means something else. */
    private static boolean canDoWithout(Wish wish, int at) {
        boolean lastPayment =
                Stream.of("receipt", "reverse", "recall").anyMatch(wish.means()::startsWith);
        boolean currencyBecomesAccount =
                wish.means().startsWith("own *")
                        && wish.pieces().subList(at, wish.pieces().size()).stream()
                                .anyMatch(Piece::isWord);
        return lastPayment || currencyBecomesAccount;
    }

    private static Optional<String> without(Wish wish, int at) {
        var pieces = new ArrayList<>(wish.pieces());
        pieces.remove(at);
        if (at < pieces.size() && pieces.get(at).glued()) {
            pieces.remove(at);
        }
        return Optional.of(wish.with(pieces).text()).filter(text -> !text.isBlank());
    }

    private static Optional<String> withWrongLength(Wish wish, int at, Random random) {
        Piece piece = wish.pieces().get(at);
        if (piece.kind() != Piece.Kind.NUMBER || piece.text().length() < 6) {
            return Optional.empty();
        }
        int digit = random.nextInt(piece.text().length());
        String before = piece.text().substring(0, digit);
        String after = piece.text().substring(digit);
        String wrong =
                random.nextBoolean()
                        ? before + after.substring(1)
                        : before + random.nextInt(10) + after;
        var pieces = new ArrayList<>(wish.pieces());
        pieces.set(at, piece.with(wrong));
        // 7 777 123 45 67 without a digit may be the national number of somebody else, and with one
        // more that becomes a whole one.
        boolean stillANumber = wrong.replaceAll("[^0-9]", "").matches("[78]?7[0-9]{9}");
        return stillANumber ? Optional.empty() : Optional.of(wish.with(pieces).text());
    }
}
