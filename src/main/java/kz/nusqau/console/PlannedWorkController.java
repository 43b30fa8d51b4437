package kz.nusqau.console;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import kz.nusqau.platform.ApiFault;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.platform.PlannedWork.Plan;
import kz.nusqau.platform.PlannedWork.Planned;
import kz.nusqau.platform.WorkWindow;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Planned work over HTTP: {@code src/docs/api/operations.openapi.yaml}. Its faults are those of an
 * interface, not a page's.
 */
@RestController
@RequestMapping("/api/planned-work")
class PlannedWorkController {

    private static final Faults FAULTS = new Faults();

    private final WorkPlanning planning;
    private final Clock clock;

    PlannedWorkController(WorkPlanning planning, Clock clock) {
        this.planning = planning;
        this.clock = clock;
    }

    /** No bean: one of that kind would take the place of that of all other interfaces. */
    private static final class Faults extends ResponseEntityExceptionHandler {}

    @ExceptionHandler(Exception.class)
    @Nullable ResponseEntity<Object> fault(Exception fault, WebRequest request) throws Exception {
        return FAULTS.handleException(fault, request);
    }

    /** The last first. */
    record All(List<View> items) {}

    /**
     * Planned work.
     *
     * @param counterparty null for the whole hub
     * @param state planned, under-way, over or called-off
     */
    record View(
            long id,
            @Nullable String counterparty,
            Instant start,
            Instant end,
            String cause,
            boolean urgent,
            String who,
            String state) {

        static View of(WorkWindow window, Instant at) {
            return new View(
                    window.id(),
                    window.counterparty(),
                    window.start(),
                    window.end(),
                    window.reason().word(),
                    window.urgent(),
                    window.who(),
                    OverviewWords.standing(window, at));
        }
    }

    /**
     * What is wanted.
     *
     * @param cause that others are told
     * @param reason for the record
     */
    record Wanted(
            @Nullable String counterparty,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable String cause,
            @Nullable Boolean urgent,
            @Nullable String reason) {}

    /** Why somebody acts. */
    record Act(@Nullable String reason) {}

    @GetMapping
    All all() {
        Instant now = clock.instant();
        return new All(planning.all().stream().map(window -> View.of(window, now)).toList());
    }

    @PostMapping
    View plan(@RequestBody Wanted wanted, Principal user) {
        if (!planning.isKnown(wanted.counterparty())) {
            throw ApiFault.field("counterparty", "one of those that are configured");
        }
        var plan =
                new Plan(
                        wanted.counterparty(),
                        given("start", wanted.start()),
                        given("end", wanted.end()),
                        WorkReasons.of("cause", text(wanted.cause())),
                        Boolean.TRUE.equals(wanted.urgent()));
        String why = Reasons.of("reason", text(wanted.reason()));
        return switch (planning.plan(plan, user.getName(), why)) {
            case Planned.Done(var window) -> View.of(window, clock.instant());
            case Planned.Refused(var fault) -> throw refused(fault);
        };
    }

    private static Instant given(String field, @Nullable Instant at) {
        if (at == null) {
            throw ApiFault.field(field, "a time with its zone");
        }
        return at;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static ApiFault refused(PlannedWork.Fault fault) {
        return switch (fault) {
            case NO_TIME -> ApiFault.field("end", "after the start, and not over");
            case TOO_LONG ->
                    ApiFault.field(
                            "end",
                            "at most " + PlannedWork.LONGEST.toHours() + " hours after the start");
            case TOO_SOON ->
                    ApiFault.field(
                            "start",
                            PlannedWork.NOTICE.toMinutes()
                                    + " minutes ahead at least, where it isn't urgent");
            case OVERLAPS ->
                    new ApiFault(
                            HttpStatus.CONFLICT,
                            "Other work on the same is planned for a part of that time.");
        };
    }

    @PostMapping("/{id}/end")
    View end(@PathVariable long id, @RequestBody Act act, Principal user) {
        String why = Reasons.of("reason", text(act.reason()));
        boolean done = planning.end(id, user.getName(), why);
        WorkWindow window =
                planning.find(id).orElseThrow(() -> ApiFault.notFound("planned work " + id));
        if (!done) {
            throw new ApiFault(HttpStatus.CONFLICT, "It is over already.");
        }
        return View.of(window, clock.instant());
    }
}
