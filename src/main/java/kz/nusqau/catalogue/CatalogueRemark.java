package kz.nusqau.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a careful colleague would ask about a change that is allowed.
 *
 * @param about the entry, as it is called in the document
 * @param facts in the order in which the remark names them
 */
public record CatalogueRemark(Kind kind, String about, List<String> facts) {

    /** What can be remarked. */
    public enum Kind {
        /**
         * A text in a language: parts before, parts after. Counted by who knows how texts are cut.
         */
        MORE_PARTS,
        /** A text no longer says something: which. */
        SAYS_LESS,
        /** A text is new, and nothing says it. */
        UNSAID,
        /** Above another bound, so it never holds: bound, its amount, the other, its amount. */
        NEVER_REACHED,
        /** A plain yes is enough up to more than can be paid at once: amount, the most. */
        YES_ABOVE_OPERATION,
        /** A number that nobody texts: which. */
        UNKNOWN_NUMBER,
        /** Codes live long or have many tries: lifetime in minutes, tries. */
        EASY_CODE,
        /** Nobody can be paid under it any more; what was begun is ended. */
        PROVIDER_GONE,
        /** What an amount costs: amount, before, after. */
        FEE,
        /** The payer states the amount now, or no longer does. */
        AMOUNT_RULE,
        /** The index of a day that has begun: day, before, after. */
        PAST_INDEX,
        /** A number isn't answered any more. */
        NUMBER_GONE,
        /** Codes come from elsewhere: before, after; links have to carry it. */
        CODE_SENDER,
        /** A text without a keyword means something else. */
        DEFAULT_COMMAND,
        /** Who accepts rules accepts others: version before, after. */
        RULES,
        /** Dialogues under way begin again at the first menu. */
        MENUS_BEGIN_AGAIN;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static CatalogueRemark of(Kind kind, String about, Object... facts) {
        return new CatalogueRemark(kind, about, Stream.of(facts).map(String::valueOf).toList());
    }
}
