package kz.nusqau.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.nusqau.platform.StartRefused;

/**
 * The numbers and names that a bind carries, as they are written in the configuration: {@code
 * 7701}, {@code mobimoney}, {@code +77014589654}, a range {@code 7700-7709}, or all that begin
 * alike {@code 77*}. None named means all.
 */
record Addresses(List<Range> ranges) {

    static final Addresses ALL = new Addresses(List.of());

    private static final Pattern NUMBER = Pattern.compile("\\+?(\\d{1,20})");
    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z])[\\w .&-]{1,11}");
    private static final Pattern FROM_TO = Pattern.compile("(\\d{1,20})-(\\d{1,20})");
    private static final Pattern BEGINNING = Pattern.compile("\\+?(\\d{1,19})\\*");

    /**
     * Numbers of one length from the first to the last; a name is a range of its own.
     *
     * @param open also what continues after {@code first}, which is then {@code last} too
     */
    private record Range(String first, String last, boolean open) {

        boolean carries(String address) {
            return open
                    ? address.startsWith(first)
                    : address.length() == first.length()
                            && first.compareTo(address) <= 0
                            && address.compareTo(last) <= 0;
        }

        /** Whether all of the other is in here. */
        boolean carries(Range other) {
            return other.open
                    ? open && other.first.startsWith(first)
                    : carries(other.first) && carries(other.last);
        }
    }

    /**
     * Reads the list of one bind.
     *
     * @param key of the list
     * @throws StartRefused naming the entry that can't be understood
     */
    static Addresses of(String key, List<String> written) {
        var ranges = new ArrayList<Range>();
        for (int i = 0; i < written.size(); i++) {
            int index = i;
            var entry = written.get(i).strip();
            ranges.add(
                    read(entry)
                            .orElseThrow(
                                    () ->
                                            new StartRefused(
                                                    "%s[%d]=%s: no number, name or range"
                                                            .formatted(key, index, entry),
                                                    "Write a number (7701), a name of at most 11"
                                                            + " characters (mobimoney), a range of"
                                                            + " numbers of one length (7700-7709), or a"
                                                            + " beginning (77*).")));
        }
        return new Addresses(List.copyOf(ranges));
    }

    private static Optional<Range> read(String entry) {
        var number = NUMBER.matcher(entry);
        if (number.matches()) {
            return Optional.of(new Range(number.group(1), number.group(1), false));
        }
        var beginning = BEGINNING.matcher(entry);
        if (beginning.matches()) {
            return Optional.of(new Range(beginning.group(1), beginning.group(1), true));
        }
        var fromTo = FROM_TO.matcher(entry);
        if (fromTo.matches()) {
            var range = new Range(fromTo.group(1), fromTo.group(2), false);
            return range.first.length() == range.last.length()
                            && range.first.compareTo(range.last) <= 0
                    ? Optional.of(range)
                    : Optional.empty();
        }
        return NAME.matcher(entry).matches()
                ? Optional.of(new Range(entry, entry, false))
                : Optional.empty();
    }

    boolean carry(String address) {
        if (ranges.isEmpty()) {
            return true;
        }
        var plain = address.startsWith("+") ? address.substring(1) : address;
        for (var range : ranges) {
            if (range.carries(plain)) {
                return true;
            }
        }
        return false;
    }

    /** Whether what the other carries may go this way too. */
    boolean carryAllOf(Addresses other) {
        return ranges.isEmpty()
                || (!other.ranges.isEmpty()
                        && other.ranges.stream()
                                .allMatch(
                                        theirs ->
                                                ranges.stream()
                                                        .anyMatch(ours -> ours.carries(theirs))));
    }

    /** The first number that is named by itself. */
    Optional<String> firstNumber() {
        return ranges.stream()
                .filter(range -> !range.open && range.first.equals(range.last))
                .map(Range::first)
                .filter(address -> NUMBER.matcher(address).matches())
                .findFirst();
    }
}
