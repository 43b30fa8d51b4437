package kz.nusqau.sms.smpp;

import java.net.URI;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.smpp.SmppComponent;
import org.apache.camel.component.smpp.SmppConfiguration;

/**
 * camel-smpp for the configured binds: {@code smpp:operator?slot=0} receives on a session of the
 * bind {@code operator}, {@code smpp:operator} submits over any of them. The options are those of
 * camel-smpp and override the configuration; any other host is camel-smpp itself.
 */
public final class BindComponent extends SmppComponent {

    private final Binds binds;

    public BindComponent(Binds binds) {
        this.binds = binds;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // the signature is camel-smpp's
    protected Endpoint createEndpoint(String uri, String remaining, Map parameters)
            throws Exception {
        var bind = binds.find(remaining);
        if (bind.isEmpty()) {
            return super.createEndpoint(uri, remaining, parameters);
        }
        int slot = getAndRemoveParameter(parameters, "slot", Integer.class, 0);
        var settings = bind.get().settings();
        if (slot < 0 || slot >= settings.sessions()) {
            throw new IllegalArgumentException(
                    "slot %d of bind %s, which has %d session(s)"
                            .formatted(slot, settings.id(), settings.sessions()));
        }
        var endpoint = new BindEndpoint(uri, this, configuration(settings), bind.get(), slot);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private SmppConfiguration configuration(BindSettings settings) {
        var shared = getConfiguration();
        var configuration = shared == null ? new SmppConfiguration() : shared.copy();
        configuration.configureFromURI(
                URI.create("smpp://" + settings.host() + ":" + settings.port()));
        configuration.setSystemId(settings.systemId());
        configuration.setPassword(settings.password());
        configuration.setSystemType(settings.systemType());
        configuration.setAddressRange(settings.addressRange());
        configuration.setEnquireLinkTimer((int) settings.enquireEvery().toMillis());
        configuration.setTransactionTimer((int) settings.answerWithin().toMillis());
        configuration.setPduProcessorQueueCapacity(settings.held());
        configuration.setInitialReconnectDelay(Backoff.DEFAULT.first().toMillis());
        configuration.setReconnectDelay(Backoff.DEFAULT.most().toMillis());
        return configuration;
    }
}
