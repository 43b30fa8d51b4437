package kz.nusqau.console;

import java.security.Principal;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.failedmessages.Age;
import kz.nusqau.failedmessages.EditView;
import kz.nusqau.failedmessages.Edits;
import kz.nusqau.failedmessages.FacetView;
import kz.nusqau.failedmessages.FailedMessageView;
import kz.nusqau.failedmessages.FailedMessages;
import kz.nusqau.failedmessages.Filter;
import kz.nusqau.failedmessages.PlannedReplay;
import kz.nusqau.failedmessages.ReplayPlan;
import kz.nusqau.failedmessages.ReplayView;
import kz.nusqau.failedmessages.Source;
import kz.nusqau.failedmessages.State;
import kz.nusqau.payment.Forecast;
import kz.nusqau.payment.PaymentDesk;
import kz.nusqau.shared.InstructionId;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The failed-message desk: what waits, why, and what can be done about it. */
@Controller
@RequestMapping("/console/failed")
class DeskPages {

    private static final int PAGE = 50;
    private static final int MOST_LOOKS = 60;
    private static final String SAID = "said";

    private final FailedMessages desk;
    private final Edits edits;
    private final PaymentDesk payments;
    private final Aftermath aftermath;
    private final Words words;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DeskPages(
            FailedMessages desk,
            Edits edits,
            PaymentDesk payments,
            Aftermath aftermath,
            Words words,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.desk = desk;
        this.edits = edits;
        this.payments = payments;
        this.aftermath = aftermath;
        this.words = words;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping
    String list(@RequestParam Map<String, String> parameters, Model model) {
        var query = new DeskQuery(parameters);
        List<FailedMessageView> found = desk.list(query.filter(clock.instant(), PAGE + 1));
        boolean thereIsMore = found.size() > PAGE;
        List<FailedMessageView> page = thereIsMore ? found.subList(0, PAGE) : found;
        List<FacetView> facets = desk.facets();
        model.addAttribute("query", query);
        model.addAttribute("items", page);
        model.addAttribute(
                "next",
                thereIsMore
                        ? query.with("after", Filter.Place.of(page.getLast()).toString())
                        : null);
        model.addAttribute("states", State.values());
        model.addAttribute("groups", desk.groups());
        model.addAttribute("queues", of(facets, FacetView.By.QUEUE));
        model.addAttribute("routes", of(facets, FacetView.By.ROUTE));
        model.addAttribute("ages", of(facets, FacetView.By.AGE));
        model.addAttribute("now", clock.instant());
        return "console/failed/list";
    }

    private static List<FacetView> of(List<FacetView> all, FacetView.By by) {
        var these = all.stream().filter(facet -> facet.by() == by);
        return by == FacetView.By.AGE
                ? these.sorted(Comparator.comparing(facet -> Age.valueOf(facet.value()))).toList()
                : these.filter(facet -> !facet.value().isEmpty()).toList();
    }

    @GetMapping("/{id}")
    String item(@PathVariable UUID id, Model model) {
        FailedMessages.DetailView detail = desk.detail(id).orElseThrow(DeskPages::nothing);
        FailedMessageView message = detail.message();
        // Asked for here: where a page is put into its frame, templates may not ask for it.
        model.addAttribute("title", words.cause(message));
        model.addAttribute("advice", words.advice(message));
        model.addAttribute("payload", desk.maskedPayload(id).orElse(null));
        model.addAttribute("isOpen", isOpen(message.state()));
        model.addAttribute("edits", edits.of(id));
        addAftermath(model, detail, 0);
        return "console/failed/item";
    }

    private static boolean isOpen(State state) {
        return state == State.OPEN || state == State.REPLAYED;
    }

    /** The parts of the page that tell what a replay brought about; ask for themselves again. */
    @GetMapping("/{id}/aftermath")
    String changes(@PathVariable UUID id, @RequestParam(defaultValue = "0") int look, Model model) {
        addAftermath(model, desk.detail(id).orElseThrow(DeskPages::nothing), look);
        return "console/failed/aftermath :: all";
    }

    private void addAftermath(Model model, FailedMessages.DetailView detail, int look) {
        FailedMessageView message = detail.message();
        model.addAttribute("detail", detail);
        model.addAttribute("message", message);
        model.addAttribute(
                "payment",
                Optional.ofNullable(message.instruction())
                        .flatMap(value -> payments.find(new InstructionId(value)))
                        .orElse(null));
        Aftermath.Since after = aftermath.of(detail).orElse(null);
        boolean isUnderWay = after != null && after.isUnderWay(message.state());
        model.addAttribute("after", after);
        // An open page must not keep a session alive for ever.
        model.addAttribute("nextLook", isUnderWay && look < MOST_LOOKS ? look + 1 : null);
    }

    /** The dry run: what a replay would do at this moment. */
    @GetMapping("/{id}/replay")
    String plan(@PathVariable UUID id, Model model) {
        show(desk.plan(id).orElseThrow(DeskPages::nothing), model);
        return "console/failed/replay";
    }

    private void show(ReplayPlan plan, Model model) {
        FailedMessages.DetailView detail = desk.detail(plan.id()).orElseThrow(DeskPages::nothing);
        model.addAttribute("message", detail.message());
        model.addAttribute("plan", plan);
        model.addAttribute(
                "openEdit",
                edits.of(plan.id()).stream()
                        .filter(edit -> edit.state() == EditView.State.OPEN)
                        .map(EditView::id)
                        .findFirst()
                        .orElse(null));
        model.addAttribute(
                "moves",
                plan.changes().stream()
                        .map(change -> new Move(change, payments.forecasts(key(change))))
                        .toList());
        model.addAttribute("isInbox", detail.message().source() == Source.INBOX);
    }

    /** A command that a replay moves on, and what its answer would bring about. */
    record Move(ReplayView.Change change, List<Forecast> forecasts) {}

    private static CommandKey key(ReplayView.Change change) {
        return CommandKey.parse(change.command());
    }

    /** Does what was shown, and nothing else; or shows what it would do now. */
    @PostMapping("/{id}/replay")
    String replay(
            @PathVariable UUID id,
            @RequestParam String plan,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            Model model,
            RedirectAttributes said) {
        String why = Reasons.of("reason", reason);
        PlannedReplay result =
                replayed(id, plan, user.getName(), why).orElseThrow(DeskPages::nothing);
        return switch (result) {
            case PlannedReplay.Done(var view) -> {
                said.addFlashAttribute(SAID, "desk.said.replayed");
                yield back(id);
            }
            case PlannedReplay.Outdated(var now) -> {
                model.addAttribute("outdated", true);
                model.addAttribute("reason", why);
                show(now, model);
                yield "console/failed/replay";
            }
        };
    }

    private Optional<PlannedReplay> replayed(UUID id, String plan, String who, String reason) {
        return together(
                () -> desk.replay(id, plan, who, reason),
                result -> {
                    if (result instanceof PlannedReplay.Done(var view)) {
                        record(who, Act.REPLAYED, id, reason, view.effect().word());
                        return true;
                    }
                    return false;
                });
    }

    /** An act and its record, or neither. */
    private <T> Optional<T> together(Supplier<Optional<T>> act, Predicate<T> recorded) {
        Optional<T> result =
                transaction.execute(
                        status -> {
                            Optional<T> done = act.get();
                            if (done.filter(recorded).isEmpty()) {
                                status.setRollbackOnly();
                            }
                            return done;
                        });
        return result == null ? Optional.empty() : result;
    }

    @PostMapping("/{id}/discard")
    String discard(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            RedirectAttributes said) {
        String why = Reasons.of("reason", reason);
        String who = user.getName();
        FailedMessages.Discarded result =
                together(
                                () -> desk.discard(id, who, why),
                                discarded -> {
                                    if (discarded.done()) {
                                        record(who, Act.DISCARDED, id, why, "");
                                    }
                                    return discarded.done();
                                })
                        .orElseThrow(DeskPages::nothing);
        said.addFlashAttribute(
                SAID,
                switch (result.state()) {
                    case DISCARDED -> "desk.said.discarded";
                    case SUPERSEDED -> "desk.said.superseded";
                    case OPEN, REPLAYED, RESOLVED -> "desk.said.nothing-to-discard";
                });
        return back(id);
    }

    @PostMapping("/{id}/comment")
    String comment(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String text,
            Principal user,
            RedirectAttributes said) {
        String what = Reasons.of("text", text);
        String who = user.getName();
        acted(id, Act.COMMENTED, () -> desk.comment(id, who, what), who, "");
        said.addFlashAttribute(SAID, "desk.said.commented");
        return back(id);
    }

    /** To oneself, or to nobody. */
    @PostMapping("/{id}/assign")
    String assign(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "true") boolean me,
            Principal user,
            RedirectAttributes said) {
        String who = user.getName();
        Optional<String> assignee = me ? Optional.of(who) : Optional.empty();
        acted(
                id,
                Act.ASSIGNED,
                () -> desk.assign(id, who, assignee),
                who,
                assignee.orElse("nobody"));
        said.addFlashAttribute(SAID, me ? "desk.said.taken" : "desk.said.given-back");
        return back(id);
    }

    private void acted(UUID id, Act act, Supplier<Boolean> deed, String who, String effect) {
        Optional<UUID> done =
                together(
                        () -> Optional.of(id).filter(it -> deed.get()),
                        it -> {
                            record(who, act, id, "", effect);
                            return true;
                        });
        if (done.isEmpty()) {
            throw nothing();
        }
    }

    private void record(String who, Act act, UUID id, String reason, String effect) {
        audit.record(who, act, "failed-message " + id, reason, effect);
    }

    private static String back(UUID id) {
        return "redirect:/console/failed/" + id;
    }

    private static ResponseStatusException nothing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
