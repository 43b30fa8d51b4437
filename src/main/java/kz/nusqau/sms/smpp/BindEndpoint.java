package kz.nusqau.sms.smpp;

import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.smpp.SmppComponent;
import org.apache.camel.component.smpp.SmppConfiguration;
import org.apache.camel.component.smpp.SmppEndpoint;

/** A bind, and for consumers one slot of it. */
final class BindEndpoint extends SmppEndpoint {

    private final Bind bind;
    private final int slot;

    BindEndpoint(
            String uri, SmppComponent component, SmppConfiguration options, Bind bind, int slot) {
        super(uri, component, options);
        this.bind = bind;
        this.slot = slot;
    }

    Bind bind() {
        return bind;
    }

    int slot() {
        return slot;
    }

    @Override
    protected String createEndpointUri() {
        return "smpp:" + bind.settings().id() + "?slot=" + slot;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!bind.settings().type().receives()) {
            throw new IllegalArgumentException(
                    "bind " + bind.settings().id() + " is a transmitter: nothing comes from it");
        }
        var consumer = new BindConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        if (!bind.settings().type().transmits()) {
            throw new IllegalArgumentException(
                    "bind " + bind.settings().id() + " is a receiver: nothing can be submitted");
        }
        return new BindProducer(this);
    }

    /** The configuration with what the route's options say otherwise. */
    LinkSettings linkSettings() {
        var options = getConfiguration();
        var settings = bind.settings();
        return new LinkSettings(
                settings.id(),
                slot,
                options.getHost(),
                options.getPort(),
                settings.type(),
                new LinkSettings.Credentials(
                        options.getSystemId(),
                        options.getPassword(),
                        options.getSystemType(),
                        options.getInterfaceVersionByte().value(),
                        options.getAddressRange()),
                settings.window(),
                options.getPduProcessorQueueCapacity(),
                Duration.ofMillis(options.getEnquireLinkTimer()),
                Duration.ofMillis(options.getTransactionTimer()),
                settings.holdFor(),
                new Backoff(
                        Duration.ofMillis(options.getInitialReconnectDelay()),
                        Duration.ofMillis(options.getReconnectDelay()),
                        Backoff.DEFAULT.afterRefusal()),
                settings.sockets());
    }
}
