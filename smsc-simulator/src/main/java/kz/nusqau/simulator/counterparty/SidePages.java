package kz.nusqau.simulator.counterparty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** What a sandbox shows beside its operations; open to everybody who reaches the port. */
final class SidePages {

    private final String prefix;
    private final CounterpartyApi api;
    private final FaultControl control;
    private final byte[] page;

    SidePages(String prefix, CounterpartyApi api, Faults faults) {
        this.prefix = prefix;
        this.api = api;
        this.control = new FaultControl(faults);
        this.page = resource("sandbox.html");
    }

    Answer answer(Call call) {
        return switch (call.path()) {
            case "" -> Answer.text(302, "").with(Map.of("Location", prefix + "/"));
            case "/" -> only("GET", call, Answer.html(page));
            case "/books" ->
                    call.method().equals("GET") ? api.books(call) : Answer.text(405, "GET only");
            case "/_faults" -> control.answer(call);
            case "/_differences" ->
                    api.differences()
                            .map(planted -> new DifferenceControl(planted).answer(call))
                            .orElseGet(() -> nothing(call));
            default -> nothing(call);
        };
    }

    private static Answer nothing(Call call) {
        return Answer.text(404, "nothing at " + call.path());
    }

    private static Answer only(String method, Call call, Answer answer) {
        return call.method().equals(method) ? answer : Answer.text(405, method + " only");
    }

    private static byte[] resource(String name) {
        try (var in = SidePages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing on the class path: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
