package kz.nusqau.counterparty.billing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.FactsResult;
import kz.nusqau.counterparty.wire.Excerpt;
import kz.nusqau.counterparty.wire.HttpExchange;
import kz.nusqau.counterparty.wire.HttpLine;
import kz.nusqau.counterparty.wire.HttpRequest;
import kz.nusqau.shared.Msisdn;

/** Facts of many subscribers in one request, read as a stream. */
public final class FactsClient implements AutoCloseable {

    /** The most numbers of one request, by the contract. */
    public static final int MAX_NUMBERS = 256;

    private static final JsonFactory JSON = new JsonFactory();

    private final HttpLine line;
    private final String token;

    public FactsClient(HttpLine line, String token) {
        this.line = line;
        this.token = token;
    }

    /**
     * Asks for all of them; blocks.
     *
     * @return a result for each number; fails with {@link CounterpartyUnavailable}
     */
    public Map<Msisdn, FactsResult> query(Collection<Msisdn> numbers, Duration timeout) {
        var request =
                HttpRequest.post(
                        "/v1/subscribers/query",
                        Map.of("Authorization", "Bearer " + token),
                        body(numbers));
        return switch (line.call(request, timeout)) {
            case HttpExchange.NothingSent(var why) -> throw new CounterpartyUnavailable(why);
            case HttpExchange.NotWanted n -> throw new CounterpartyUnavailable("not wanted");
            case HttpExchange.NoAnswer(var why) -> throw new CounterpartyUnavailable(why);
            case HttpExchange.Answered answer -> read(numbers, answer);
        };
    }

    private static byte[] body(Collection<Msisdn> numbers) {
        var bytes = new ByteArrayOutputStream(16 + 14 * numbers.size());
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("msisdns");
            for (Msisdn number : numbers) {
                json.writeString(number.digits());
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't fail", e);
        }
        return bytes.toByteArray();
    }

    private static Map<Msisdn, FactsResult> read(
            Collection<Msisdn> numbers, HttpExchange.Answered answer) {
        if (answer.status() != 200) {
            throw nonsense(answer, null);
        }
        Map<String, FactsResult> found = HashMap.newHashMap(numbers.size());
        try (var json = JSON.createParser(answer.body())) {
            read(json, found);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw nonsense(answer, e);
        }
        Map<Msisdn, FactsResult> results = HashMap.newHashMap(numbers.size());
        for (Msisdn number : numbers) {
            FactsResult result = found.get(number.digits());
            if (result != null) {
                results.put(number, result);
            }
        }
        return results;
    }

    private static CounterpartyUnavailable nonsense(
            HttpExchange.Answered answer, @org.jspecify.annotations.Nullable Exception cause) {
        String text = "HTTP " + answer.status() + " " + Excerpt.of(answer.body());
        return cause == null
                ? new CounterpartyUnavailable(text)
                : new CounterpartyUnavailable(text, cause);
    }

    private static void read(JsonParser json, Map<String, FactsResult> found) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("no object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "subscribers" -> {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        var reading = FactsReading.of(json);
                        found.put(reading.msisdn(), new FactsResult.Known(reading.facts()));
                    }
                }
                case "unknown" -> {
                    while (json.nextToken() == JsonToken.VALUE_STRING) {
                        found.put(json.getText(), new FactsResult.UnknownSubscriber());
                    }
                }
                default -> json.skipChildren();
            }
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
