package kz.nusqau.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorIT {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void servesPageAndSandboxesOnOnePort() throws Exception {
        try (var simulator = Simulator.start(SimulatorOptions.defaults())) {
            assertThat(simulator.smppPort()).isPositive();
            assertThat(get(simulator.url()).body()).contains("<title>Handset");
            assertThat(get(simulator.url() + "handset.js").statusCode()).isEqualTo(200);
            assertThat(get(simulator.url() + "billing/").statusCode()).isEqualTo(200);
            assertThat(get(simulator.url() + "wooppay/").statusCode()).isEqualTo(200);
            assertThat(get(simulator.url() + "kazeuromobile/").statusCode()).isEqualTo(200);
            assertThat(get(simulator.url() + "nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void allowsNothingForeignOnThePage() throws Exception {
        try (var simulator = Simulator.start(SimulatorOptions.defaults())) {
            var page = get(simulator.url());

            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(
                            policy -> assertThat(policy).contains("default-src 'self'"));
            assertThat(page.body()).doesNotContain("http://", "https://");
        }
    }

    @Test
    void leavesNothingOpenWhenAPortIsTaken() {
        try (var first = Simulator.start(SimulatorOptions.defaults())) {
            var smppPort = freePort();
            var clash = SimulatorOptions.defaults().withPorts(smppPort, first.httpPort());

            assertThatThrownBy(() -> Simulator.start(clash))
                    .hasMessageContaining(String.valueOf(first.httpPort()));

            // The SMSC, started before the clash, has given its port back.
            Simulator.start(SimulatorOptions.defaults().withPorts(smppPort, 0)).close();
        }
    }

    @Test
    void keepsBooksInTheFolder(@TempDir Path folder) {
        Simulator.start(SimulatorOptions.defaults().withBooksFolder(folder.resolve("books")))
                .close();

        assertThat(folder.resolve("books")).isDirectory();
    }

    @Test
    void readsArguments() {
        var options =
                SimulatorOptions.parse(
                        "--smpp-port=0",
                        "--http-port=9000",
                        "--account=bank:pw:2323,4404",
                        "--vendor=hex-then-decimal");

        assertThat(options.httpPort()).isEqualTo(9000);
        assertThat(options.accounts()).hasSize(1);
        assertThat(options.accounts().getFirst().addresses()).contains("2323", "4404");
        assertThatThrownBy(() -> SimulatorOptions.parse("--http-port=http"))
                .hasMessageContaining("expected a number");
        assertThatThrownBy(() -> SimulatorOptions.parse("--smpp-port=70000"))
                .hasMessageContaining("0 to 65535");
        assertThatThrownBy(() -> SimulatorOptions.parse("--colour=red"))
                .hasMessageContaining("--vendor");
    }

    /** Below those that the system hands out by itself: nobody takes it between two uses. */
    private static int freePort() {
        int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
        try (var socket = new ServerSocket(port)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return freePort();
        }
    }

    private HttpResponse<String> get(String url) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
