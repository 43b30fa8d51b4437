package kz.nusqau.sms.smpp;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.smpp.SmppConstants;
import org.apache.camel.component.smpp.SmppException;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jsmpp.extra.NegativeResponseException;
import org.jspecify.annotations.Nullable;

/**
 * Submits the {@link SubmitSm} in the body over whichever session of the bind has room. The
 * exchange goes on when the answer is there: with the message id in camel-smpp's header, or failed
 * with camel-smpp's exception. The thread waits only while too much waits already.
 */
final class BindProducer extends DefaultAsyncProducer {

    private final BindEndpoint endpoint;

    BindProducer(BindEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (!endpoint.bind().settings().type().receives()) {
            endpoint.bind().transmit(endpoint.linkSettings());
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (!endpoint.bind().settings().type().receives()) {
            endpoint.bind().transmitNoMore();
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            var message = exchange.getIn().getMandatoryBody(SubmitSm.class);
            var session = exchange.getIn().getHeader(SubmitSm.SESSION, UUID.class);
            var whenDone = new Ending(exchange, callback);
            if (session == null) {
                endpoint.bind().submit(message, whenDone);
            } else {
                endpoint.bind().submit(message, session, whenDone);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.setException(new SubmitNotSent("interrupted", e));
        } catch (RejectedExecutionException e) {
            exchange.setException(new SubmitNotSent("the bind is closed", e));
        } catch (Exception e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    /** Ends an exchange. */
    private static final class Ending implements WhenAnswered {

        private final Exchange exchange;
        private final AsyncCallback callback;

        /** Looked up now: an exchange that has ended may be in use again. */
        private final @Nullable Consumer<SubmitResult.Accepted> whenLate;

        @SuppressWarnings("unchecked") // the header is what SubmitSm says
        Ending(Exchange exchange, AsyncCallback callback) {
            this.exchange = exchange;
            this.callback = callback;
            this.whenLate = exchange.getIn().getHeader(SubmitSm.WHEN_LATE, Consumer.class);
        }

        @Override
        public void accept(SubmitResult result) {
            note(exchange, result);
            callback.done(false);
        }

        @Override
        public void acceptedLate(SubmitResult.Accepted result) {
            if (whenLate != null) {
                whenLate.accept(result);
            }
        }
    }

    private static void note(Exchange exchange, SubmitResult result) {
        switch (result) {
            case SubmitResult.Accepted(var messageId, var leftAt) -> {
                exchange.getMessage().setHeader(SmppConstants.ID, List.of(messageId));
                exchange.getMessage().setHeader(SmppConstants.SENT_MESSAGE_COUNT, 1);
                exchange.getMessage().setHeader(SubmitSm.LEFT_AT, leftAt);
            }
            case SubmitResult.Refused(int status) ->
                    exchange.setException(new SmppException(new NegativeResponseException(status)));
            case SubmitResult.NotSent(var why) ->
                    exchange.setException(new SubmitNotSent(why, null));
            case SubmitResult.Expired() -> exchange.setException(new SubmitExpired());
            case SubmitResult.Unknown unknown ->
                    exchange.setException(new SubmitUnanswered(unknown));
        }
    }
}
