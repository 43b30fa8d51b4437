package kz.nusqau.mailbox;

import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Columns of a set as the arrays that {@code unnest} takes. */
final class Columns {

    private Columns() {}

    static <T> Long[] longs(Collection<T> rows, ToLongFunction<T> column) {
        return rows.stream().map(column::applyAsLong).toArray(Long[]::new);
    }

    static <T> Integer[] ints(Collection<T> rows, ToIntFunction<T> column) {
        return rows.stream().map(column::applyAsInt).toArray(Integer[]::new);
    }

    static <T> Short[] shorts(Collection<T> rows, ToIntFunction<T> column) {
        return rows.stream().map(row -> (short) column.applyAsInt(row)).toArray(Short[]::new);
    }

    static <T> @Nullable String[] texts(
            Collection<T> rows, Function<T, ? extends @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    static <T> @Nullable UUID[] uuids(
            Collection<T> rows, Function<T, ? extends @Nullable UUID> column) {
        return rows.stream().map(column).toArray(UUID[]::new);
    }

    static <T> byte[][] bytes(Collection<T> rows, Function<T, byte[]> column) {
        return rows.stream().map(column).toArray(byte[][]::new);
    }
}
