package kz.nusqau.simulator.script;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Types on a phone and turns the switches of an SMSC, over the simulator's HTTP interface. The exit
 * code says whether what was waited for came.
 */
public final class Script {

    static final int DONE = 0;
    static final int NOT_COME = 1;
    static final int NOT_UNDERSTOOD = 2;
    static final int NO_SIMULATOR = 3;

    private static final String USAGE =
            """
            text PHONE TO TEXT [--replies=1] [--contains=WORDS]   types a text, prints the replies
            dial PHONE CODE [TYPED …] [--contains=WORDS]          dials, types, prints the screens
            type PHONE TYPED [TYPED …] [--contains=WORDS]         goes on in the dialogue
            abort PHONE                                           breaks it off
            messages PHONE                                        the conversation
            phones                                                numbers used last
            status                                                sessions and counters
            fault FAULT [--at=submit|bind|enquire_link|deliver] [--count=1 | --for=10s |
                  --probability=0.1 --seed=1 | --phone=PHONE] [--status=0x45] [--delay=2s]
                  throttle, queueFull, answer, noResponse, delay, dropLink, dropMidPdu, garble, stall
            receipts [--ids=decimal|hex|hexThenDecimal|decimalThenHex] [--state=undeliverable]
                     [--delay=2s] [--before] [--copies=2] [--reversed=3]
                                                                  of what is submitted from now on
            clear                                                 no faults, receipts as at the start
            link drop|unbind|stall|down|up [--for=10s]            the links of the SMSC
            All: [--url=http://127.0.0.1:8090/ or SIMULATOR_URL]; what waits: [--within=10s];
            of the SMSC: [--second] for the second operator's.
            Exit codes: 0 done, 1 it did not come in time or was refused, 2 not understood,
            3 no simulator there.
            """;

    private static final String ANYWHERE = "http://127.0.0.1:8090/";
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_NANOS = 50_000_000;

    private final Arguments arguments;
    private final Web web;
    private final PrintStream out;

    private Script(Arguments arguments, Web web, PrintStream out) {
        this.arguments = arguments;
        this.web = web;
        this.out = out;
    }

    public static void main(String... arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, System.getenv(), arguments));
    }

    /** Returns the exit code. */
    static int run(
            PrintStream out, PrintStream err, Map<String, String> environment, String... words) {
        var arguments = Arguments.of(words);
        var url = environment.getOrDefault("SIMULATOR_URL", ANYWHERE);
        try (var web = new Web(arguments.option("url", url))) {
            new Script(arguments, web, out).run();
            return DONE;
        } catch (Failure failure) {
            err.println(failure.getMessage());
            return failure.exitCode();
        }
    }

    private void run() {
        switch (arguments.command()) {
            case "text" -> text();
            case "dial" -> dial();
            case "type" -> type();
            case "abort" -> abort();
            case "messages" -> messages();
            case "phones" -> {
                allow();
                arguments.exactly();
                items(web.get("handsets/api/status"), "recent").forEach(out::println);
            }
            case "status" -> {
                allow("second");
                arguments.exactly();
                print(web.get(smsc("")));
            }
            case "fault" -> fault();
            case "clear" -> {
                allow("second");
                arguments.exactly();
                web.delete(smsc("faults"));
                web.delete(smsc("receipts"));
            }
            case "receipts" -> receipts();
            case "link" -> link();
            case "help" -> out.print(USAGE);
            default -> throw new Failure(NOT_UNDERSTOOD, USAGE.stripTrailing());
        }
    }

    private void allow(String... options) {
        var known = new TreeSet<>(Set.of(options));
        known.add("url");
        arguments.allow(known);
    }

    // On a phone

    private void text() {
        allow("replies", "contains", "within");
        var words = arguments.exactly("PHONE", "TO", "TEXT");
        var path = "handsets/api/" + words.getFirst() + "/messages";
        int replies = arguments.number("replies", 1);
        var sent = web.post(path, Map.of("to", words.get(1), "text", words.getLast()));
        long id = number(sent, "id");
        var told = new LinkedHashMap<Long, String>();
        await(
                () -> {
                    newerThan(path, id).forEach(message -> hear(message, id, told));
                    return told.size() >= replies && isAsked(told.values())
                            ? Optional.of(told)
                            : Optional.empty();
                },
                () -> told.size() + " replies came" + wanted());
    }

    private void hear(Map<?, ?> message, long sent, Map<Long, String> told) {
        long id = number(message, "id");
        if (id == sent && string(message, "state").equals("refused")) {
            throw new Failure(
                    NOT_COME, "refused with status 0x%X".formatted(number(message, "refusal")));
        }
        if (id > sent && string(message, "direction").equals("received")) {
            var text = string(message, "text");
            if (told.put(id, text) == null) {
                out.println(line(string(message, "peer"), text));
            }
        }
    }

    private boolean isAsked(Collection<String> texts) {
        var words = arguments.option("contains", "");
        return words.isEmpty() || texts.stream().anyMatch(text -> text.contains(words));
    }

    private String wanted() {
        return arguments.has("contains")
                ? ", none with \"" + arguments.option("contains", "") + "\""
                : "";
    }

    private List<Map<?, ?>> newerThan(String path, long version) {
        return web.list(path + "?after=" + (version - 1)).stream()
                .<Map<?, ?>>map(message -> (Map<?, ?>) message)
                .sorted(Comparator.comparingLong(message -> number(message, "id")))
                .toList();
    }

    private void messages() {
        allow();
        var path = "handsets/api/" + arguments.exactly("PHONE").getFirst() + "/messages";
        for (var message : newerThan(path, 1)) {
            out.println(
                    line(
                            string(message, "direction"),
                            string(message, "peer"),
                            string(message, "state"),
                            string(message, "text")));
        }
    }

    private void dial() {
        allow("contains", "within");
        var words = arguments.from("PHONE", "CODE");
        web.post(ussd(words.getFirst()), Map.of("dial", words.get(1)));
        var first = screen(words.getFirst());
        type(words.getFirst(), first, words.subList(2, words.size()));
    }

    private void type() {
        allow("contains", "within");
        var words = arguments.from("PHONE", "TYPED");
        var now = web.get(ussd(words.getFirst()));
        type(words.getFirst(), now, words.subList(1, words.size()));
    }

    private void type(String phone, Map<?, ?> first, List<String> typed) {
        var screen = first;
        for (var text : typed) {
            if (!string(screen, "state").equals("asking")) {
                throw new Failure(NOT_COME, "no screen asks; \"" + text + "\" was not typed");
            }
            web.post(ussd(phone), Map.of("type", text));
            screen = screen(phone);
        }
        if (!isAsked(List.of(string(screen, "text")))) {
            throw new Failure(NOT_COME, "the last screen is another" + wanted());
        }
    }

    private Map<?, ?> screen(String phone) {
        var screen =
                await(
                        () ->
                                Optional.<Map<?, ?>>of(web.get(ussd(phone)))
                                        .filter(view -> !isWaiting(view)),
                        () -> "no screen came");
        out.println(string(screen, "text"));
        out.println(string(screen, "state").equals("over") ? "." : ">");
        return screen;
    }

    private static boolean isWaiting(Map<?, ?> view) {
        return string(view, "state").equals("waiting");
    }

    private void abort() {
        allow();
        web.post(ussd(arguments.exactly("PHONE").getFirst()), Map.of("abort", true));
    }

    private static String ussd(String phone) {
        return "handsets/api/" + phone + "/ussd";
    }

    // At the SMSC

    private void fault() {
        allow("second", "at", "count", "for", "probability", "seed", "phone", "status", "delay");
        var json = new LinkedHashMap<String, Object>();
        json.put("fault", only("FAULT"));
        words(json, "at", "phone", "probability");
        numbers(json, "count", "seed", "status");
        times(json, "for", "delay");
        web.post(smsc("faults"), json);
    }

    private void receipts() {
        allow("second", "ids", "state", "delay", "before", "copies", "reversed");
        arguments.exactly();
        var json = new LinkedHashMap<String, Object>();
        words(json, "ids", "state");
        numbers(json, "copies", "reversed");
        times(json, "delay");
        json.put("before", arguments.has("before"));
        web.post(smsc("receipts"), json);
    }

    private void words(Map<String, Object> json, String... names) {
        each(json, names, name -> arguments.option(name, ""));
    }

    private void numbers(Map<String, Object> json, String... names) {
        each(json, names, name -> arguments.number(name, 0));
    }

    private void times(Map<String, Object> json, String... names) {
        each(json, names, name -> arguments.time(name, WITHIN).toString());
    }

    /** Those options that are given. */
    private void each(Map<String, Object> json, String[] names, Function<String, Object> value) {
        for (var name : names) {
            if (arguments.has(name)) {
                json.put(name, value.apply(name));
            }
        }
    }

    private String only(String name) {
        return arguments.exactly(name).getFirst();
    }

    private void link() {
        allow("second", "for");
        var json = new LinkedHashMap<String, Object>();
        json.put("act", only("ACT"));
        times(json, "for");
        web.post(smsc("links"), json);
    }

    private String smsc(String what) {
        return (arguments.has("second") ? "second-smsc/api/" : "smsc/api/") + what;
    }

    private void print(Map<?, ?> status) {
        for (var item : items(status, "sessions")) {
            if (item instanceof Map<?, ?> session) {
                out.println(
                        line(
                                "session",
                                string(session, "systemId"),
                                string(session, "type"),
                                string(session, "remote")));
            }
        }
        if (status.get("counters") instanceof Map<?, ?> counters) {
            counters.forEach((name, value) -> out.println(line("" + name, "" + value)));
        }
    }

    // Both

    private <T> T await(Supplier<Optional<T>> look, Supplier<String> otherwise) {
        var within = arguments.time("within", WITHIN);
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            var found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - end >= 0) {
                throw new Failure(
                        NOT_COME,
                        "%s within %s s".formatted(otherwise.get(), within.toMillis() / 1000.0));
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** One line a message, also where its text has several. */
    private static String line(String... columns) {
        return String.join("\t", columns).replace("\r", "").replace("\n", "\\n");
    }

    private static Collection<?> items(Map<?, ?> object, String name) {
        return object.get(name) instanceof Collection<?> items ? items : List.of();
    }

    private static String string(Map<?, ?> object, String name) {
        var value = object.get(name);
        return value == null ? "" : value.toString();
    }

    private static long number(Map<?, ?> object, String name) {
        var value = string(object, name);
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
    }
}
