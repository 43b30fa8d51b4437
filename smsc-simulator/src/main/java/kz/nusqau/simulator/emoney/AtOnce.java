package kz.nusqau.simulator.emoney;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import kz.nusqau.simulator.counterparty.Answer;
import kz.nusqau.simulator.counterparty.Call;
import kz.nusqau.simulator.counterparty.Operation;
import kz.nusqau.simulator.counterparty.Refusal;

/** Carries a request out and answers with what became of it. */
record AtOnce(EmoneyBooks books, Clock clock) implements Answering {

    @Override
    public Operation operation(String name, Function<Call, Order> read) {
        return new Operation.Effect(
                name, (call, forced) -> perform(read.apply(call), forced, call.resumed()));
    }

    private Answer perform(Order order, Optional<Refusal> forced, boolean resumed) {
        return switch (books.perform(order, forced, resumed)) {
            case EmoneyBooks.Outcome.Done done -> answer(done.operation());
            case EmoneyBooks.Outcome.Duplicate duplicate ->
                    Answering.duplicate().answer(clock.instant());
        };
    }

    private static Answer answer(EmoneyOperation operation) {
        var status = operation.refusal().map(Refusal::status).orElse(201);
        return Answer.json(status, json -> EmoneyWire.writeAnswer(json, operation));
    }
}
