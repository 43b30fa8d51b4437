package kz.nusqau.simulator.emoney;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kz.nusqau.simulator.counterparty.Answer;
import kz.nusqau.simulator.counterparty.Call;
import kz.nusqau.simulator.counterparty.Handling;
import kz.nusqau.simulator.counterparty.MalformedRequest;
import kz.nusqau.simulator.counterparty.Operation;
import kz.nusqau.simulator.counterparty.Pending;

/**
 * Takes a request in with 202, carries it out a little later, and calls the client back where it
 * named an address. What was taken in and not carried out is gone when the process dies.
 *
 * @param prefix of the sandbox, where its answers are polled
 */
record Later(
        String prefix,
        EmoneyBooks books,
        Pending pending,
        BackOffice office,
        Duration actsAfter,
        Clock clock)
        implements Answering {

    @Override
    public Operation operation(String name, Function<Call, Order> read) {
        return new Operation.Deferred(
                name, (call, handling) -> take(call, read.apply(call), handling));
    }

    private Answer take(Call call, Order order, Handling handling) {
        var address = callbackAddress(call);
        var id = order.correlationId();
        // Before looking for the outcome: a key leaves there only when its outcome is here.
        if (!pending.add(id)) {
            return Answering.duplicate().answer(clock.instant());
        }
        if (books.operation(id).isPresent()) {
            pending.remove(id);
            return Answering.duplicate().answer(clock.instant());
        }
        var client = call.header("X-Client-Id").orElse("");
        office.later(
                handling.actsAfter().orElse(actsAfter),
                () -> act(order, handling, new BackOffice.Addressee(client, address)));
        return Answer.json(
                        202,
                        json -> {
                            json.writeStringField("clientCorrelationId", id);
                            json.writeStringField("status", "pending");
                            json.writeStringField(
                                    "notificationMethod",
                                    address.isPresent() ? "callback" : "polling");
                        })
                .with(Map.of("Location", prefix + EmoneyApi.RESPONSES + id));
    }

    private static Optional<URI> callbackAddress(Call call) {
        var named = call.header("X-Callback-URL");
        if (named.isEmpty()) {
            return Optional.empty();
        }
        try {
            var address = new URI(named.get());
            if ("http".equals(address.getScheme()) && address.getHost() != null) {
                return Optional.of(address);
            }
        } catch (URISyntaxException e) {
            // Told below, as for another scheme.
        }
        throw MalformedRequest.format("X-Callback-URL", "X-Callback-URL is an http:// address");
    }

    private void act(Order order, Handling handling, BackOffice.Addressee addressee) {
        if (handling.forgotten()) {
            pending.remove(order.correlationId());
            return;
        }
        EmoneyBooks.Outcome outcome;
        try {
            outcome = books.perform(order, handling.forced(), true);
        } finally {
            pending.remove(order.correlationId());
        }
        if (outcome instanceof EmoneyBooks.Outcome.Done done) {
            office.tell(addressee, done.operation(), handling);
        }
    }
}
