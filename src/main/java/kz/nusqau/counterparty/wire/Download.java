package kz.nusqau.counterparty.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.DayFiles;

/** Fetches what is too large for memory. Moves nothing, so that it may be repeated. */
public final class Download {

    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final int SHOWN_BYTES = 200;

    private final URI base;
    private final Duration connectTimeout;

    /**
     * @param base scheme, host, port and base path
     */
    public Download(URI base, Duration connectTimeout) {
        this.base = base;
        this.connectTimeout = connectTimeout;
    }

    /** The path on the request line, for signing. */
    public String target(String path) {
        return base.getRawPath().replaceAll("/+$", "") + path;
    }

    /** What came along with the file. */
    public record Fetched(HttpResponse<InputStream> response) {

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    /** Fails with {@link CounterpartyUnavailable} for any answer but 200. */
    public Fetched get(String path, Map<String, String> headers, Path into) {
        try (var client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(connectTimeout)
                        .build()) {
            var request = HttpRequest.newBuilder(base.resolve(target(path))).timeout(WITHIN);
            headers.forEach(request::header);
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new CounterpartyUnavailable(
                            "HTTP %d %s"
                                    .formatted(
                                            response.statusCode(),
                                            Excerpt.of(body.readNBytes(SHOWN_BYTES))));
                }
                if (!DayFiles.copy(body, into)) {
                    throw new CounterpartyUnavailable(
                            "the file is larger than " + DayFiles.LARGEST_BYTES + " bytes");
                }
            }
            return new Fetched(response);
        } catch (IOException e) {
            throw new CounterpartyUnavailable("no whole file: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CounterpartyUnavailable("the hub is stopping", e);
        }
    }
}
