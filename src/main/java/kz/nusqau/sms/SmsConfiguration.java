package kz.nusqau.sms;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import kz.nusqau.platform.StartRefused;
import kz.nusqau.sms.smpp.Bind;
import kz.nusqau.sms.smpp.BindComponent;
import kz.nusqau.sms.smpp.BindSettings;
import kz.nusqau.sms.smpp.Binds;
import kz.nusqau.sms.smpp.LinkListener;
import kz.nusqau.sms.smpp.OutbindListener;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The binds of the configuration, and the Camel component that knows them. */
@Configuration(proxyBeanMethods = false)
class SmsConfiguration {

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService smppClock() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("smpp-clock").daemon(true).factory());
    }

    @Bean
    Binds binds(
            SmppProperties properties,
            LinkListener listener,
            ScheduledExecutorService smppClock,
            MeterRegistry registry,
            SslBundles sslBundles) {
        OutbindRules.check(properties);
        var binds =
                new Binds(
                        properties.binds().stream()
                                .map(
                                        bind ->
                                                new Bind(
                                                        settings(bind, sslBundles),
                                                        listener,
                                                        smppClock,
                                                        registry))
                                .toList());
        properties.binds().forEach(bind -> standBy(bind, properties, binds));
        return binds;
    }

    /**
     * For texts, others of its link that carry all that it carries: a screen leaves by the session
     * of its dialogue or not at all.
     */
    private static void standBy(SmppProperties.Bind bind, SmppProperties properties, Binds binds) {
        var addresses = properties.addresses(bind);
        var others =
                properties.binds().stream()
                        .filter(other -> other.linkName().equals(bind.linkName()))
                        .filter(other -> !other.id().equals(bind.id()))
                        .filter(other -> other.type().transmits() && other.carriesTexts())
                        .filter(other -> properties.addresses(other).carryAllOf(addresses))
                        .flatMap(other -> binds.find(other.id()).stream())
                        .toList();
        binds.find(bind.id()).ifPresent(found -> found.standBy(others));
    }

    /** None where no port is set. */
    @Bean
    @Nullable OutbindListener outbindListener(
            SmppProperties properties,
            Binds binds,
            ScheduledExecutorService smppClock,
            MeterRegistry registry,
            SslBundles sslBundles) {
        var here = properties.outbind();
        Integer port = here.port();
        if (port == null) {
            return null;
        }
        var bundle = here.tlsBundle();
        try {
            return OutbindListener.open(
                    new InetSocketAddress(here.address(), port),
                    bundle == null
                            ? null
                            : sslBundles.getBundle(bundle).createSslContext().getSocketFactory(),
                    binds,
                    smppClock,
                    registry);
        } catch (IOException e) {
            throw new StartRefused(
                    "nusqau.smpp.outbind.port=%d on %s: %s"
                            .formatted(port, here.address(), e.getMessage()),
                    "End what uses that port, or set another port or nusqau.smpp.outbind.address.",
                    e);
        }
    }

    @Bean
    SmsLinks smsLinks(SmppProperties properties, Binds binds) {
        return new SmsLinks(properties, binds);
    }

    @Bean
    ReceiptReader receiptReader() {
        return new ReceiptReader(Clock.systemUTC());
    }

    /** The name under which Camel looks for the component of scheme {@code smpp}. */
    @Bean("smpp-component")
    BindComponent smppComponent(Binds binds) {
        return new BindComponent(binds);
    }

    private static BindSettings settings(SmppProperties.Bind bind, SslBundles sslBundles) {
        return new BindSettings(
                bind.id(),
                bind.host(),
                bind.port(),
                bind.systemId(),
                bind.password(),
                bind.systemType(),
                bind.addressRange(),
                bind.type(),
                bind.sessions(),
                bind.window(),
                bind.rate(),
                bind.held(),
                bind.enquireEvery(),
                bind.answerWithin(),
                bind.holdFor(),
                sockets(bind, sslBundles),
                ussd(bind),
                outbind(bind.outbind()));
    }

    private static BindSettings.@Nullable Ussd ussd(SmppProperties.Bind bind) {
        var dialect = bind.ussd();
        return dialect == null
                ? null
                : new BindSettings.Ussd(bind.linkName(), dialect, bind.ussdWithTexts());
    }

    private static BindSettings.@Nullable Outbind outbind(SmppProperties.@Nullable Outbind smsc) {
        return smsc == null ? null : new BindSettings.Outbind(smsc.systemId(), smsc.password());
    }

    private static SocketFactory sockets(SmppProperties.Bind bind, SslBundles sslBundles) {
        if (!bind.tls()) {
            return SocketFactory.getDefault();
        }
        var bundle = bind.tlsBundle();
        return bundle == null
                ? SSLSocketFactory.getDefault()
                : sslBundles.getBundle(bundle).createSslContext().getSocketFactory();
    }
}
