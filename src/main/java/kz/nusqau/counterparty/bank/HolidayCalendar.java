package kz.nusqau.counterparty.bank;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.DefaultResourceLoader;

/** Reads a file of holidays: dates with their names. */
final class HolidayCalendar {

    private static final YAMLMapper MAPPER =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private HolidayCalendar() {}

    /**
     * The dates of a file; fails with {@link IllegalArgumentException}.
     *
     * @param location {@code classpath:…} or {@code file:…}
     */
    static Set<LocalDate> of(String location) {
        var dates = new TreeSet<LocalDate>();
        try (InputStream file =
                new DefaultResourceLoader().getResource(location).getInputStream()) {
            var named = MAPPER.readValue(file, new TypeReference<Map<String, String>>() {});
            for (String date : named.keySet()) {
                dates.add(LocalDate.parse(date));
            }
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "operational-day.holidays: %s is no list of dates with names: %s"
                            .formatted(location, e.getMessage()),
                    e);
        }
        return dates;
    }
}
