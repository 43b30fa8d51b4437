package kz.nusqau.simulator.smsc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Describes an SMSC before it starts; every setting has a default that suits a test. */
public final class SmscBuilder {

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private String host = "127.0.0.1";
    private int port;
    private VendorProfile vendor = VendorProfile.STANDARD;
    private int window = 100;
    private Duration responseTimer = Duration.ofSeconds(10);
    private Redelivery redelivery = Redelivery.USUAL;
    private Duration enquireLinkEvery = Duration.ofSeconds(30);
    private int submitsPerSecond;
    private boolean recording = true;
    private @Nullable UssdGateway ussd;
    private @Nullable Outbind outbind;

    SmscBuilder() {}

    /** Default 127.0.0.1. */
    public SmscBuilder host(String newHost) {
        host = newHost;
        return this;
    }

    /** 0, the default, takes a free one; {@link Smsc#port()} tells which. */
    public SmscBuilder port(int newPort) {
        port = newPort;
        return this;
    }

    /** An account whose sessions get texts to these short codes, or to all when none is named. */
    public SmscBuilder account(String systemId, String password, String... addresses) {
        return account(Account.of(systemId, password, addresses));
    }

    public SmscBuilder account(Account account) {
        accounts.put(account.systemId(), account);
        return this;
    }

    /** An account whose sessions get what phones dial, and no texts. */
    public SmscBuilder ussd(String systemId, String password, UssdStyle style) {
        var account = Account.of(systemId, password);
        ussd = new UssdGateway(account, style, false);
        return account(account);
    }

    /** An account made before gets what phones dial, beside its texts. */
    public SmscBuilder ussdBesideTexts(String systemId, UssdStyle style) {
        var account = accounts.get(systemId);
        if (account == null) {
            throw new IllegalArgumentException("no account " + systemId);
        }
        ussd = new UssdGateway(account, style, true);
        return this;
    }

    public SmscBuilder vendor(VendorProfile profile) {
        vendor = profile;
        return this;
    }

    /** Unanswered deliver_sm per session; default 100. */
    public SmscBuilder window(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("window " + most + ", at least 1");
        }
        window = most;
        return this;
    }

    /** How long the answer to a deliver_sm may take before the SMSC offers it again. */
    public SmscBuilder responseTimer(Duration time) {
        responseTimer = time;
        return this;
    }

    public SmscBuilder redelivery(Redelivery policy) {
        redelivery = policy;
        return this;
    }

    /** Zero sends none and never closes a silent session. Default 30 s. */
    public SmscBuilder enquireLinkEvery(Duration interval) {
        enquireLinkEvery = interval;
        return this;
    }

    /** Above this rate an account gets ESME_RTHROTTLED; 0, the default, has no limit. */
    public SmscBuilder submitsPerSecond(int most) {
        submitsPerSecond = most;
        return this;
    }

    /** False keeps nothing for {@code take…}: for load tools with listeners. */
    public SmscBuilder recording(boolean on) {
        recording = on;
        return this;
    }

    /** Calls this ESME whenever something waits and nobody is bound to receive it. */
    public SmscBuilder outbind(Outbind esme) {
        outbind = esme;
        return this;
    }

    public Smsc start() {
        var settings =
                new SmscSettings(
                        host,
                        port,
                        Map.copyOf(accounts),
                        vendor,
                        window,
                        responseTimer,
                        redelivery,
                        enquireLinkEvery,
                        submitsPerSecond,
                        recording,
                        Optional.ofNullable(ussd),
                        Optional.ofNullable(outbind));
        try {
            var server = new SmscServer(settings);
            server.start();
            return new Smsc(server);
        } catch (IOException e) {
            throw new UncheckedIOException("SMSC on " + host + ":" + port, e);
        }
    }
}
