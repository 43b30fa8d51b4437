package kz.nusqau.sms.smpp;

import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** A contract of the usual kind with an SMSC on this machine, but for what a test says of it. */
public final class ABind {

    private final int port;
    private String id = "operator";
    private BindType type = BindType.TRX;
    private int sessions = 1;
    private int window = 10;
    private double rate;
    private int held = 1000;
    private Duration enquireEvery = Duration.ofSeconds(30);
    private Duration answerWithin = Duration.ofSeconds(10);
    private Duration holdFor = Duration.ofSeconds(8);
    private SocketFactory sockets = SocketFactory.getDefault();
    private BindSettings.@Nullable Outbind outbind;

    private ABind(int port) {
        this.port = port;
    }

    public static ABind to(int port) {
        return new ABind(port);
    }

    public ABind named(String name) {
        id = name;
        return this;
    }

    public ABind of(BindType kind) {
        type = kind;
        return this;
    }

    ABind sessions(int count) {
        sessions = count;
        return this;
    }

    ABind window(int submits) {
        window = submits;
        return this;
    }

    ABind rate(double perSecond) {
        rate = perSecond;
        return this;
    }

    ABind held(int deliveries) {
        held = deliveries;
        return this;
    }

    ABind enquireEvery(Duration time) {
        enquireEvery = time;
        return this;
    }

    ABind answerWithin(Duration time) {
        answerWithin = time;
        return this;
    }

    ABind holdFor(Duration time) {
        holdFor = time;
        return this;
    }

    ABind over(SocketFactory factory) {
        sockets = factory;
        return this;
    }

    ABind calledBy(BindSettings.Outbind smsc) {
        outbind = smsc;
        return this;
    }

    public BindSettings settings() {
        return new BindSettings(
                id,
                "127.0.0.1",
                port,
                "hub",
                "secret",
                "",
                "",
                type,
                sessions,
                window,
                rate,
                held,
                enquireEvery,
                answerWithin,
                holdFor,
                sockets,
                null,
                outbind);
    }
}
