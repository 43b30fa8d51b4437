package kz.nusqau.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.nusqau.HubProcess;
import kz.nusqau.platform.TemporaryFolder;
import org.junit.jupiter.api.Test;

/** What a newcomer starts first, as it comes. */
class DemoIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern HANDSETS = Pattern.compile("Handsets +(http\\S+/)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void answersPhonesOfBothOperatorsAndOpensTheMenus() throws Exception {
        Path dataDir = TemporaryFolder.create("demo");
        try (var demo = HubProcess.of(Demo.class, dataDir).start()) {
            await().atMost(SOON).until(() -> banner(demo).find());
            String phones = handsets(demo) + "handsets/api/";

            post(phones + "77012345678/messages", "{\"to\":\"9909\",\"text\":\"баланс\"}");
            post(phones + "77057654321/messages", "{\"to\":\"9909\",\"text\":\"қалдық\"}");
            post(phones + "77012345678/ussd", "{\"dial\":\"*9909#\"}");

            awaitAt(phones + "77012345678/messages", "остаток");
            awaitAt(phones + "77057654321/messages", "қалдық: 100 000,00 тг");
            awaitAt(phones + "77012345678/ussd", "1");

            // The menus of the other operator, whose gateway speaks another dialect.
            post(phones + "77057654321/ussd", "{\"dial\":\"*9909*2*4*900101300126#\"}");
            awaitAt(phones + "77057654321/ussd", "1 Иә");
            post(phones + "77057654321/ussd", "{\"type\":\"1\"}");
            awaitAt(phones + "77057654321/messages", "4 325,00 тг");
        }
    }

    private static void awaitAt(String url, String text) {
        await().atMost(SOON).untilAsserted(() -> assertThat(get(url)).contains(text));
    }

    private static Matcher banner(HubProcess demo) throws IOException {
        return HANDSETS.matcher(Files.readString(demo.log()));
    }

    private static String handsets(HubProcess demo) throws IOException {
        var banner = banner(demo);
        assertThat(banner.find()).isTrue();
        return banner.group(1);
    }

    private static String get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static void post(String url, String json) throws Exception {
        send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return response.body();
    }
}
