package kz.nusqau.counterparty;

import java.util.function.IntSupplier;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Where this hub can be called back: known when its web server has started. */
@Component
final class ListeningPort implements IntSupplier {

    private volatile int port;

    @EventListener
    void started(WebServerInitializedEvent event) {
        // A server of its own for management has a name.
        if (event.getApplicationContext().getServerNamespace() == null) {
            port = event.getWebServer().getPort();
        }
    }

    /** 0 while nobody can call. */
    @Override
    public int getAsInt() {
        return port;
    }
}
