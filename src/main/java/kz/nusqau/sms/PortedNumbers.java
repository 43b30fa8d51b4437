package kz.nusqau.sms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.nusqau.shared.Msisdn;

/** Numbers and their links, millions of them in a few megabytes. */
final class PortedNumbers {

    static final PortedNumbers NONE = new PortedNumbers(new long[0], new byte[0], List.of());

    private static final Pattern LINE = Pattern.compile("\\+?(\\d{8,15})[\\s;,]+([a-z0-9-]+)");
    private static final int MOST_LINKS = 100;

    /** In order; beside each the index of its link. */
    private final long[] numbers;

    private final byte[] indexes;
    private final List<String> links;

    private PortedNumbers(long[] numbers, byte[] indexes, List<String> links) {
        this.numbers = numbers;
        this.indexes = indexes;
        this.links = links;
    }

    /**
     * Reads a file; empty lines and those that begin with {@code #} say nothing.
     *
     * @throws IOException also when a line can't be understood, naming it
     */
    static PortedNumbers read(Path file) throws IOException {
        var entries = new ArrayList<Entry>();
        var links = new ArrayList<String>();
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int count = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                count++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                var parsed = LINE.matcher(line.strip());
                if (!parsed.matches()) {
                    throw new IOException(
                            file + ", line " + count + ": expected a number and its link");
                }
                entries.add(
                        new Entry(Long.parseLong(parsed.group(1)), index(links, parsed.group(2))));
            }
        }
        entries.sort(null);
        var numbers = new long[entries.size()];
        var indexes = new byte[entries.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = entries.get(i).number;
            indexes[i] = entries.get(i).index;
        }
        return new PortedNumbers(numbers, indexes, List.copyOf(links));
    }

    Optional<String> linkOf(Msisdn phone) {
        int found = Arrays.binarySearch(numbers, Long.parseLong(phone.digits()));
        return found < 0 ? Optional.empty() : Optional.of(links.get(indexes[found]));
    }

    int size() {
        return numbers.length;
    }

    private static byte index(List<String> links, String link) throws IOException {
        int index = links.indexOf(link);
        if (index < 0) {
            index = links.size();
            links.add(link);
        }
        if (index >= MOST_LINKS) {
            throw new IOException("more than " + MOST_LINKS + " links");
        }
        return (byte) index;
    }

    private record Entry(long number, byte index) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            return Long.compare(number, other.number);
        }
    }
}
