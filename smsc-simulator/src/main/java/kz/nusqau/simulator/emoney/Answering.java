package kz.nusqau.simulator.emoney;

import java.util.function.Function;
import kz.nusqau.simulator.counterparty.Call;
import kz.nusqau.simulator.counterparty.Operation;
import kz.nusqau.simulator.counterparty.Refusal;

/** When a system answers with the outcome: at once or later. */
interface Answering {

    /** An operation that carries out what was read. */
    Operation operation(String name, Function<Call, Order> read);

    static Refusal duplicate() {
        return Refusal.duplicate("this X-CorrelationID was used; ask for its response");
    }
}
