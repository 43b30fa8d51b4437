package kz.nusqau.simulator.counterparty;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one counterparty under a prefix: its operations through the fault switches, and beside
 * them its books ({@code /books}), its switches ({@code /_faults}, {@code /_differences}) and a
 * page to read them.
 */
public final class SandboxHandler extends Handler.Abstract.NonBlocking {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxHandler.class);
    private static final int MAX_BODY_BYTES = 1 << 18;

    private final String prefix;
    private final CounterpartyApi api;
    private final Faults faults;
    private final Pending pending;
    private final Clock clock;
    private final SidePages pages;

    public SandboxHandler(
            String prefix, CounterpartyApi api, Faults faults, Pending pending, Clock clock) {
        this.prefix = prefix;
        this.api = api;
        this.faults = faults;
        this.pending = pending;
        this.clock = clock;
        this.pages = new SidePages(prefix, api, faults);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var client = new Client(request, response, callback);
        if (request.getLength() > MAX_BODY_BYTES) {
            client.send(Answer.text(413, "the body is larger than " + MAX_BODY_BYTES + " bytes"));
            return true;
        }
        new Body(request, MAX_BODY_BYTES, body -> received(client, body)).read();
        return true;
    }

    private void received(Client client, byte @Nullable [] body) {
        if (body == null) {
            client.send(Answer.text(400, "the body did not arrive or is too large"));
            return;
        }
        try {
            dispatch(client, Call.of(prefix, client.request(), body));
        } catch (RuntimeException e) {
            LOG.error("{} failed on {}", prefix, client.request().getHttpURI().getPath(), e);
            client.send(Answer.text(500, "the sandbox failed"));
        }
    }

    private void dispatch(Client client, Call call) {
        var operation = api.operation(call);
        if (operation.isEmpty()) {
            // Recounting large books takes a while: not on the thread that serves operations.
            client.apart(() -> client.send(guarded(() -> pages.answer(call))));
            return;
        }
        var barred = api.refuseEntry(call);
        if (barred.isPresent()) {
            client.send(api.seal(call, barred.get().answer(clock.instant())));
            return;
        }
        var exchange = new Exchange(client, call, operation.get());
        faults.next(operation.get().name(), call::text)
                .ifPresentOrElse(exchange::fail, () -> exchange.sendPerformed());
    }

    /** A request on its way through the sandbox. */
    private final class Exchange {

        private final Client client;
        private final Call call;
        private final Operation operation;

        Exchange(Client client, Call call, Operation operation) {
            this.client = client;
            this.call = call;
            this.operation = operation;
        }

        void fail(CounterpartyFault fault) {
            switch (fault) {
                case CounterpartyFault.Refuse refuse ->
                        send(perform(call, Optional.of(Refusal.forced(refuse.errorCode()))));
                case CounterpartyFault.Slow slow -> performSlowly(slow.delay());
                case CounterpartyFault.HeldBack heldBack ->
                        client.after(heldBack.delay(), this::sendPerformed);
                case CounterpartyFault.Down down -> client.reset();
                case CounterpartyFault.AnswerLost answerLost -> {
                    perform(call, Optional.empty());
                    client.hangUp();
                }
                case CounterpartyFault.LateAnswer lateAnswer -> {
                    var answer = perform(call, Optional.empty());
                    client.after(lateAnswer.delay(), () -> send(answer));
                }
                case CounterpartyFault.DuplicateAnswer duplicateAnswer -> {
                    perform(call, Optional.empty());
                    send(Refusal.duplicate("said by a fault switch").answer(clock.instant()));
                }
                case CounterpartyFault.Nonsense nonsense -> {
                    perform(call, Optional.empty());
                    send(Answer.raw(200, nonsense.body()));
                }
                case CounterpartyFault.ServerError serverError ->
                        client.send(Answer.text(serverError.status(), "said by a fault switch"));
                case CounterpartyFault.BadSignature badSignature ->
                        client.send(api.sealBadly(call, perform(call, Optional.empty())));
                case CounterpartyFault.Callback callback -> callBack(callback.fate());
                case CounterpartyFault.Forgotten forgotten -> forget();
            }
        }

        void sendPerformed() {
            send(perform(call, Optional.empty()));
        }

        private void callBack(CallbackFate fate) {
            if (!(operation instanceof Operation.Deferred deferred)) {
                sendPerformed();
            } else if (fate == CallbackFate.FIRST) {
                var told = new CompletableFuture<Void>();
                var handling =
                        Handling.USUAL
                                .actingAfter(Duration.ZERO)
                                .andThen(() -> told.complete(null));
                var answer = take(deferred, handling);
                if (answer.status() == HttpStatus.ACCEPTED_202) {
                    var unused = told.thenRun(() -> send(answer));
                } else {
                    send(answer);
                }
            } else {
                send(take(deferred, Handling.USUAL.callingBack(fate)));
            }
        }

        private void forget() {
            if (operation instanceof Operation.Deferred deferred) {
                send(take(deferred, Handling.USUAL.forgetting()));
            } else {
                sendPerformed();
            }
        }

        private Answer take(Operation.Deferred deferred, Handling handling) {
            return guarded(() -> deferred.intake().take(call, handling));
        }

        private void performSlowly(Duration delay) {
            var key = call.header("X-CorrelationID");
            if (operation instanceof Operation.Deferred deferred) {
                send(take(deferred, Handling.USUAL.actingAfter(delay)));
            } else if (operation instanceof Operation.Lookup || key.isEmpty()) {
                client.after(delay, this::sendPerformed);
            } else if (pending.add(key.get())) {
                client.after(delay, () -> sendResumed(key.get()));
            } else {
                sendPerformed();
            }
        }

        private void sendResumed(String key) {
            Answer answer;
            try {
                answer = perform(call.resume(), Optional.empty());
            } finally {
                pending.remove(key);
            }
            // Who has the answer never finds the request pending.
            send(answer);
        }

        private Answer perform(Call actual, Optional<Refusal> forced) {
            return guarded(
                    () ->
                            switch (operation) {
                                case Operation.Lookup lookup ->
                                        forced.map(refusal -> refusal.to(actual))
                                                .map(refusal -> refusal.answer(clock.instant()))
                                                .orElseGet(() -> lookup.answer().apply(actual));
                                case Operation.Effect effect ->
                                        effect.performance().perform(actual, forced);
                                case Operation.Deferred deferred ->
                                        deferred.intake()
                                                .take(actual, Handling.USUAL.forcing(forced));
                            });
        }

        private void send(Answer answer) {
            client.send(api.seal(call, answer));
        }
    }

    private Answer guarded(java.util.function.Supplier<Answer> work) {
        try {
            return work.get();
        } catch (MalformedRequest e) {
            return e.refusal().answer(clock.instant());
        } catch (RuntimeException e) {
            LOG.error("the sandbox {} failed", prefix, e);
            return Answer.text(500, "the sandbox failed");
        }
    }

    /** The other end of the connection. */
    private record Client(Request request, Response response, Callback callback) {

        void send(Answer answer) {
            response.setStatus(answer.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
            answer.headers().forEach(response.getHeaders()::put);
            response.write(true, ByteBuffer.wrap(answer.body()), callback);
        }

        void apart(Runnable task) {
            request.getComponents().getExecutor().execute(task);
        }

        void after(Duration delay, Runnable task) {
            request.getComponents()
                    .getScheduler()
                    .schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        void hangUp() {
            Disconnection.close(request, callback);
        }

        void reset() {
            Disconnection.reset(request, callback);
        }
    }
}
