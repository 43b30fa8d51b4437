package kz.nusqau.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.nusqau.HubProcess;
import kz.nusqau.HubUnderTest;

/** A person at the console, without a browser: pages as text, forms with what is hidden in them. */
public final class ConsoleClient {

    private static final Pattern CSRF =
            Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"|value=\"([^\"]+)\"[^>]*_csrf");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final String url;
    private String csrf = "";

    ConsoleClient(HubUnderTest hub) {
        this(hub.url());
    }

    private ConsoleClient(String url) {
        this.url = url;
    }

    /** One who is in. */
    public static ConsoleClient of(HubUnderTest hub, String user) {
        return new ConsoleClient(hub).in(user, hub.password(user));
    }

    /** The same at a hub in another process. */
    public static ConsoleClient of(HubProcess hub, String user) {
        return new ConsoleClient(hub.url()).in(user, hub.password(user));
    }

    private ConsoleClient in(String user, String password) {
        assertThat(logIn(user, password).location()).endsWith("/console");
        return this;
    }

    public record Page(int status, String body, String location, HttpResponse<String> whole) {

        String header(String name) {
            return whole.headers().firstValue(name).orElse("");
        }
    }

    Page logIn(String user, String password) {
        get("/console/login?lang=en");
        return post("/console/login", "username", user, "password", password);
    }

    public Page get(String path) {
        return send(request(path).GET());
    }

    /** A part of a page, as htmx asks for it. */
    public Page fragment(String path) {
        return send(request(path).header("HX-Request", "true").GET());
    }

    /** What is told as long as it is listened to. */
    public HttpResponse<InputStream> stream(String path) {
        try {
            return http.send(
                    request(path).header("Accept", "text/event-stream").build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** With the token of the last page that had one. */
    public Page post(String path, String... fields) {
        var all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("_csrf", csrf));
        return send(form(path, all));
    }

    Page postWithoutToken(String path, String... fields) {
        return send(form(path, List.of(fields)));
    }

    private HttpRequest.Builder form(String path, List<String> fields) {
        var body = new StringBuilder();
        for (int i = 0; i < fields.size(); i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(fields.get(i))
                    .append('=')
                    .append(URLEncoder.encode(fields.get(i + 1), StandardCharsets.UTF_8));
        }
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Accept-Language", "en");
    }

    private Page send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Matcher token = CSRF.matcher(response.body());
            if (token.find()) {
                csrf = token.group(1) == null ? token.group(2) : token.group(1);
            }
            return new Page(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Location").orElse(""),
                    response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
