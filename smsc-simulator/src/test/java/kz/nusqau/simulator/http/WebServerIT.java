package kz.nusqau.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class WebServerIT {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void servesTheLongestPrefixAndSeesTheFullPath() throws Exception {
        try (var web = WebServer.start("127.0.0.1", 0)) {
            web.mount("/", new Echo("root"));
            web.mount("/billing", new Echo("billing"));

            assertThat(get(web, "/x").body()).isEqualTo("root /x");
            assertThat(get(web, "/billing").body()).isEqualTo("billing /billing");
            assertThat(get(web, "/billing/v1/charges").body())
                    .isEqualTo("billing /billing/v1/charges");
            assertThat(get(web, "/billings").body()).isEqualTo("root /billings");
        }
    }

    @Test
    void answersNotFoundWhereNothingIsMounted() throws Exception {
        try (var web = WebServer.start("127.0.0.1", 0)) {
            web.mount("/billing", new Echo("billing"));

            assertThat(get(web, "/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void replacesAHandlerMountedAgain() throws Exception {
        try (var web = WebServer.start("127.0.0.1", 0)) {
            web.mount("/a", new Echo("old"));
            web.mount("/a", new Echo("new"));

            assertThat(get(web, "/a").body()).isEqualTo("new /a");
        }
    }

    @Test
    void keepsServingOthersWhileABlockingHandlerWaits() throws Exception {
        var released = new CountDownLatch(1);
        try (var web = WebServer.start("127.0.0.1", 0)) {
            web.mount("/fast", new Echo("fast"));
            web.mount("/slow", new Waiting(released));
            var slow = client.sendAsync(request(web, "/slow"), bodies());

            assertThat(get(web, "/fast").statusCode()).isEqualTo(200);
            assertThat(slow).isNotDone();

            released.countDown();
            assertThat(slow.join().statusCode()).isEqualTo(404);
        }
    }

    @Test
    void refusesConnectionsWhilePaused() throws Exception {
        try (var web = WebServer.start("127.0.0.1", 0)) {
            web.mount("/", new Echo("root"));
            var port = web.port();
            assertThat(get(web, "/").statusCode()).isEqualTo(200);

            web.pause();
            // The client may try its old connection once more before it opens another.
            await().untilAsserted(
                            () ->
                                    assertThatThrownBy(() -> get(web, "/"))
                                            .isInstanceOf(ConnectException.class));

            web.resume();
            assertThat(web.port()).isEqualTo(port);
            assertThat(get(web, "/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void saysWhichPortIsTaken() {
        try (var web = WebServer.start("127.0.0.1", 0)) {
            assertThatThrownBy(() -> WebServer.start("127.0.0.1", web.port()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + web.port());
        }
    }

    private HttpResponse<String> get(WebServer web, String path) throws Exception {
        return client.send(request(web, path), bodies());
    }

    private static HttpRequest request(WebServer web, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private static HttpResponse.BodyHandler<String> bodies() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private static final class Echo extends Handler.Abstract.NonBlocking {
        private final String name;

        Echo(String name) {
            this.name = name;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(
                    response, true, name + " " + Request.getPathInContext(request), callback);
            return true;
        }
    }

    private static final class Waiting extends Handler.Abstract {
        private final CountDownLatch released;

        Waiting(CountDownLatch released) {
            this.released = released;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            released.await();
            return false;
        }
    }
}
