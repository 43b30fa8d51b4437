package kz.nusqau.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.MapPropertySource;

/** The ports that the documents name, or others when somebody has them: a demo just starts. */
final class Ports implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final Map<String, Integer> WANTED =
            Map.of("nusqau.console.port", 8080, "nusqau.broker.port", 61616);

    /** That port, or 0 (any) when it is taken. */
    static int ifFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        Map<String, Object> instead = new HashMap<>();
        WANTED.forEach(
                (key, usual) -> {
                    int port = event.getEnvironment().getProperty(key, Integer.class, usual);
                    // A port that somebody asked for is used or complained about.
                    if (port == usual && ifFree(port) == 0) {
                        instead.put(key, 0);
                    }
                });
        event.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("free ports", instead));
    }
}
