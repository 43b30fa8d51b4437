package kz.nusqau.sms.smpp;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.smpp.SmppConstants;
import org.apache.camel.component.smpp.SmppMessageType;
import org.apache.camel.support.DefaultConsumer;
import org.jsmpp.extra.ProcessRequestException;

/**
 * Gives each message to the route with a {@link Delivery} as its body and answers the SMSC when the
 * exchange ends. A route that fails is answered with its {@link ProcessRequestException}'s status,
 * any other failure with "try again": the SMSC keeps the message. Nothing is answered with OK
 * before the route has ended well.
 */
final class BindConsumer extends DefaultConsumer {

    private final BindEndpoint endpoint;

    BindConsumer(BindEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.bind().open(endpoint.slot(), endpoint.linkSettings(), this::received);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.bind().close(endpoint.slot());
        super.doStop();
    }

    private void received(Delivery delivery) {
        var exchange = createExchange(false);
        var in = exchange.getIn();
        var message = delivery.message();
        in.setBody(delivery);
        in.setHeader(
                SmppConstants.MESSAGE_TYPE,
                (message.isReceipt() ? SmppMessageType.DeliveryReceipt : SmppMessageType.DeliverSm)
                        .toString());
        in.setHeader(SmppConstants.DEST_ADDR, message.destination().value());
        getAsyncProcessor()
                .process(
                        exchange,
                        synchronously -> {
                            int status = status(exchange);
                            releaseExchange(exchange, false);
                            boolean late = delivery.isLate();
                            if ((!delivery.answer(status) || late) && status == Status.OK) {
                                endpoint.bind().answeredLate(delivery);
                            }
                        });
    }

    private static int status(Exchange exchange) {
        var failure = exchange.getException();
        if (failure == null) {
            return Status.OK;
        }
        var refusal = exchange.getException(ProcessRequestException.class);
        return refusal == null || refusal.getErrorCode() == Status.OK
                ? Status.TRY_AGAIN
                : refusal.getErrorCode();
    }
}
