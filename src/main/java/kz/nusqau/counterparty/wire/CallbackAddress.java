package kz.nusqau.counterparty.wire;

import java.net.URI;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Where a counterparty tells us outcomes: one address for each command, which names its key. */
public final class CallbackAddress {

    private final URI base;
    private final String basePath;
    private final IntSupplier listening;

    /**
     * @param base port 0 stands for the one we listen on
     * @param listening that port, 0 while we don't
     */
    public CallbackAddress(URI base, IntSupplier listening) {
        this.base = base;
        this.basePath = base.getRawPath().replaceAll("/+$", "") + "/";
        this.listening = listening;
    }

    /** Empty while we could not be reached there. */
    public Optional<String> of(String key) {
        int port = base.getPort() == 0 ? listening.getAsInt() : base.getPort();
        if (port == 0) {
            return Optional.empty();
        }
        String host = base.getHost() + (port < 0 ? "" : ":" + port);
        return Optional.of(base.getScheme() + "://" + host + path(key));
    }

    /** As the counterparty sees it, whatever a proxy makes of it on the way to us. */
    public String path(String key) {
        return basePath + key;
    }
}
