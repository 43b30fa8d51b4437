package kz.nusqau.reconciliation;

import java.io.InputStream;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.DayFiles;
import kz.nusqau.platform.ApiFault;
import kz.nusqau.reconciliation.Reconciliation.DetailView;
import kz.nusqau.reconciliation.Suspense.Clearing;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reconciliation over HTTP: {@code src/docs/api/operations.openapi.yaml}. */
@RestController
@RequestMapping("/api/reconciliation")
class ReconciliationController {

    private static final int LONGEST_PAGE = 200;
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_NAME = 100;

    private final Reconciliation reconciliation;
    private final Suspense suspense;
    private final DayFiles dayFiles;

    ReconciliationController(Reconciliation reconciliation, Suspense suspense, DayFiles dayFiles) {
        this.reconciliation = reconciliation;
        this.suspense = suspense;
        this.dayFiles = dayFiles;
    }

    /**
     * What came of a file.
     *
     * @param repeated it was taken in before, nothing changed
     */
    record ImportView(boolean repeated, DayFileView file) {}

    /** Files that were taken in, newest day first. */
    record Files(List<DayFileView> items) {}

    /** Whose file of which day to fetch. */
    record Fetch(@Nullable String counterparty, @Nullable String date) {}

    /**
     * A page of breaks, oldest first.
     *
     * @param next where the next page begins, null at the end
     */
    record Page(List<BreakView> items, @Nullable Long next) {}

    /** Open and booked breaks, those alike together. */
    record Summary(List<OpenBreaksView> items) {}

    /** To whom a break goes. */
    record Assignment(@Nullable String assignee) {}

    /** Why a break is none any more, or is booked to suspense. */
    record Reason(@Nullable String reason) {}

    /** Where what is in suspense belongs, and why. */
    record Clearance(@Nullable String to, @Nullable String reason) {}

    @PostMapping(
            path = "/files",
            consumes = {"text/csv", "application/octet-stream"})
    ResponseEntity<ImportView> upload(
            @RequestParam(required = false) @Nullable String counterparty,
            @RequestParam(required = false) @Nullable String date,
            InputStream content,
            Principal user) {
        Day day = day(counterparty, date);
        return answer(day, () -> reconciliation.imports().upload(day, content, user.getName()));
    }

    @PostMapping("/files/fetch")
    ResponseEntity<ImportView> fetch(@RequestBody Fetch what, Principal user) {
        Day day = day(what.counterparty(), what.date());
        return answer(day, () -> reconciliation.imports().fetch(day, user.getName()));
    }

    private static ResponseEntity<ImportView> answer(Day day, Supplier<ImportOutcome> work) {
        ImportOutcome outcome;
        try {
            outcome = work.get();
        } catch (MalformedFile e) {
            throw new ApiFault(HttpStatus.UNPROCESSABLE_ENTITY, e.getMessage() + ".", e);
        } catch (CounterpartyUnavailable e) {
            throw new ApiFault(
                    HttpStatus.BAD_GATEWAY, "No file of %s: %s.".formatted(day, e.getMessage()), e);
        }
        return switch (outcome) {
            case ImportOutcome.Imported(var file) ->
                    ResponseEntity.status(HttpStatus.CREATED).body(new ImportView(false, file));
            case ImportOutcome.Repeated(var file) -> ResponseEntity.ok(new ImportView(true, file));
            case ImportOutcome.AnotherFile(var file) ->
                    throw new ApiFault(
                            HttpStatus.CONFLICT,
                            "Another file of %s was taken in at %s by %s; this one differs from it."
                                    .formatted(day, file.importedAt(), file.importedBy()));
            case ImportOutcome.TooEarly() ->
                    throw new ApiFault(
                            HttpStatus.CONFLICT, "The day " + day.date() + " is not over.");
        };
    }

    private Day day(@Nullable String counterparty, @Nullable String date) {
        if (counterparty == null || !dayFiles.counterparties().contains(counterparty)) {
            throw ApiFault.field(
                    "counterparty",
                    "one of " + dayFiles.counterparties().stream().sorted().toList());
        }
        if (date == null) {
            throw ApiFault.field("date", "a date like 2026-11-21");
        }
        return new Day(counterparty, date("date", date));
    }

    private static LocalDate date(String field, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw ApiFault.field(field, "a date like 2026-11-21", e);
        }
    }

    @GetMapping("/files")
    Files files(
            @RequestParam(required = false) @Nullable String counterparty,
            @RequestParam(defaultValue = "50") String limit) {
        return new Files(
                reconciliation.files(
                        counterparty, number("limit", limit, LONGEST_PAGE).intValue()));
    }

    @GetMapping("/breaks")
    Page list(
            @RequestParam(required = false) @Nullable String counterparty,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String assignee,
            @RequestParam(required = false) @Nullable String notAfter,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") String limit) {
        if (state != null && !List.of("open", "booked", "resolved").contains(state)) {
            throw ApiFault.field("state", "one of [open, booked, resolved]");
        }
        int size = number("limit", limit, LONGEST_PAGE).intValue();
        var filter =
                new Filter(
                        counterparty,
                        state,
                        kind == null ? null : kind(kind),
                        assignee,
                        notAfter == null ? null : date("notAfter", notAfter),
                        after == null ? null : number("after", after, Long.MAX_VALUE),
                        size + 1);
        List<BreakView> found = reconciliation.list(filter);
        if (found.size() <= size) {
            return new Page(found, null);
        }
        List<BreakView> page = found.subList(0, size);
        return new Page(page, page.getLast().id());
    }

    private static Kind kind(String word) {
        return Stream.of(Kind.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                ApiFault.field(
                                        "kind",
                                        "one of "
                                                + Stream.of(Kind.values())
                                                        .map(Kind::word)
                                                        .toList()));
    }

    private static Long number(String field, String text, long greatest) {
        String form = "a number from 1 to " + greatest;
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw ApiFault.field(field, form, e);
        }
        throw ApiFault.field(field, form);
    }

    @GetMapping("/breaks/summary")
    Summary summary() {
        return new Summary(reconciliation.open());
    }

    @GetMapping("/breaks/{id}")
    DetailView detail(@PathVariable String id) {
        return reconciliation.detail(id(id)).orElseThrow(() -> notFound(id));
    }

    @PostMapping("/breaks/{id}/assign")
    DetailView assign(@PathVariable String id, @RequestBody Assignment to, Principal user) {
        String assignee = text("assignee", to.assignee(), LONGEST_NAME);
        return done(id, reconciliation.assign(id(id), assignee, user.getName()));
    }

    @PostMapping("/breaks/{id}/resolve")
    DetailView resolve(@PathVariable String id, @RequestBody Reason why, Principal user) {
        String reason = text("reason", why.reason(), LONGEST_TEXT);
        return done(id, reconciliation.resolve(id(id), reason, user.getName()));
    }

    @PostMapping("/breaks/{id}/book")
    DetailView book(@PathVariable String id, @RequestBody Reason why, Principal user) {
        String reason = text("reason", why.reason(), LONGEST_TEXT);
        return done(id, suspense.book(id(id), reason, user.getName()));
    }

    @PostMapping("/breaks/{id}/clear")
    DetailView clear(@PathVariable String id, @RequestBody Clearance what, Principal user) {
        Clearing to = clearing(what.to());
        String reason = text("reason", what.reason(), LONGEST_TEXT);
        return done(id, suspense.clear(id(id), to, reason, user.getName()));
    }

    private static Clearing clearing(@Nullable String word) {
        return Stream.of(Clearing.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                ApiFault.field(
                                        "to",
                                        "one of "
                                                + Stream.of(Clearing.values())
                                                        .map(Clearing::word)
                                                        .toList()));
    }

    private DetailView done(String id, Suspense.Outcome outcome) {
        return switch (outcome) {
            case Suspense.Outcome.Done() -> detail(id);
            case Suspense.Outcome.NotFound() -> throw notFound(id);
            case Suspense.Outcome.OutOfTurn(String state) -> throw outOfTurn(id, state);
            case Suspense.Outcome.NothingToBook(String account) ->
                    throw ApiFault.field(
                            "id",
                            "that of a break whose sides are known to have moved different"
                                    + " amounts of one currency on "
                                    + account);
            case Suspense.Outcome.Explained() ->
                    throw ApiFault.field(
                            "to", "settlement: both sides agree by now, nothing is lost");
            case Suspense.Outcome.SamePerson(String who) ->
                    throw new ApiFault(
                            HttpStatus.CONFLICT,
                            "The break %s was booked by %s: somebody else has to clear it."
                                    .formatted(id, who));
        };
    }

    private DetailView done(String id, Optional<Boolean> acted) {
        if (!acted.orElseThrow(() -> notFound(id))) {
            throw outOfTurn(id, detail(id).found().state());
        }
        return detail(id);
    }

    private static ApiFault outOfTurn(String id, String state) {
        return new ApiFault(
                HttpStatus.CONFLICT,
                "The break "
                        + id
                        + switch (state) {
                            case "open" -> " is not booked to suspense.";
                            case "booked" -> " is booked to suspense and has to be cleared.";
                            default -> " is resolved already.";
                        });
    }

    private static long id(String text) {
        return number("id", text, Long.MAX_VALUE);
    }

    private static ApiFault notFound(String id) {
        return ApiFault.notFound("break " + id);
    }

    private static String text(String field, @Nullable String text, int longest) {
        if (text == null || text.isBlank() || text.length() > longest) {
            throw ApiFault.field(field, "a text of 1 to " + longest + " characters");
        }
        return text.strip();
    }
}
