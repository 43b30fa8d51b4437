package kz.nusqau.typing;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.catalogue.ShortCode;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.Keyword;
import kz.nusqau.instruction.ReadingContext;
import kz.nusqau.shared.Language;

/** Every slip made to texts that begin with every word; the same seed gives the same texts. */
final class Corpus {

    private static final int TRIES = 20;

    private static final List<Optional<Command>> DEFAULTS =
            CatalogueForTests.catalogue().shortCodes().all().stream()
                    .map(ShortCode::defaultCommand)
                    .toList();

    private final long seed;
    private final int textsPerWord;

    Corpus(long seed, int textsPerWord) {
        this.seed = seed;
        this.textsPerWord = textsPerWord;
    }

    void forEach(Consumer<Typed> take) {
        for (Slip slip : Slip.values()) {
            for (Keyword keyword : Wishes.beginnings()) {
                // A word more in the files leaves the texts of the others as they are.
                var random = new Random(seed ^ (slip.name() + keyword.text()).hashCode());
                var wishes = new Wishes(random);
                for (int i = 0; i < textsPerWord; i++) {
                    type(slip, () -> wishes.beginningWith(keyword), random).ifPresent(take);
                }
            }
            var random = new Random(seed ^ slip.name().hashCode());
            var wishes = new Wishes(random);
            for (int i = 0; i < textsPerWord * 5; i++) {
                type(slip, wishes::withoutKeyword, random).ifPresent(take);
            }
        }
    }

    private static Optional<Typed> type(
            Slip slip, java.util.function.Supplier<Wish> wishes, Random random) {
        for (int i = 0; i < TRIES; i++) {
            var wish = wishes.get();
            var text = slip.type(wish, random);
            if (text.filter(typed -> !isAnswer(typed)).isPresent()) {
                return Optional.of(
                        new Typed(
                                slip,
                                wish.language(),
                                text.get(),
                                wish.means(),
                                context(wish, random)));
            }
        }
        return Optional.empty();
    }

    /** One digit or six alone are an answer or a code, whatever else they were meant for. */
    private static boolean isAnswer(String text) {
        long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
        return (digits == 1 || digits == 6) && text.chars().noneMatch(Character::isLetter);
    }

    /** Any number will do for a text with a keyword, whether or not a code is awaited. */
    private static ReadingContext context(Wish wish, Random random) {
        boolean challengeOpen = wish.to().isEmpty() && random.nextInt(4) == 0;
        var command = wish.to().isPresent() ? wish.to() : Letters.pick(DEFAULTS, random);
        return new ReadingContext(
                command, challengeOpen, Letters.pick(List.of(Language.values()), random));
    }
}
