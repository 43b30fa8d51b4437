package kz.nusqau.console;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.nusqau.failedmessages.GroupItemView;
import kz.nusqau.failedmessages.GroupProgress;
import kz.nusqau.failedmessages.GroupReplayView;
import kz.nusqau.failedmessages.GroupReplays;
import kz.nusqau.failedmessages.ReplayView;
import kz.nusqau.failedmessages.State;
import kz.nusqau.platform.ApiFault;
import org.jspecify.annotations.Nullable;
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

/** Replays of many failed messages at once: the dry run, its start, and how far it is. */
@Controller
@RequestMapping("/console/groups")
class GroupPages {

    private static final int NEWEST = 50;
    private static final int PAGE = 100;
    private static final int MOST_LOOKS = 600;
    private static final List<Integer> RATES = List.of(5, 20, 100, 500, GroupReplays.FASTEST);
    private static final String SAID = "said";

    private final GroupReplays groups;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    GroupPages(GroupReplays groups, AuditLog audit, TransactionTemplate transaction, Clock clock) {
        this.groups = groups;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("groups", groups.newest(NEWEST));
        return "console/groups/list";
    }

    /** Freezes what the list of failed messages shows, as far as it is open. */
    @PostMapping
    String prepare(
            @RequestParam Map<String, String> parameters, Principal user, RedirectAttributes said) {
        var filter = new DeskQuery(parameters).filter(clock.instant(), GroupReplays.MOST);
        String who = user.getName();
        Optional<GroupReplayView> prepared =
                transaction.execute(
                        status -> {
                            var group = groups.prepare(filter, who);
                            group.ifPresentOrElse(
                                    made ->
                                            record(
                                                    who,
                                                    Act.GROUP_PREPARED,
                                                    made.id(),
                                                    "",
                                                    Integer.toString(made.total())),
                                    status::setRollbackOnly);
                            return group;
                        });
        if (prepared == null || prepared.isEmpty()) {
            said.addFlashAttribute(SAID, "group.said.nothing");
            return "redirect:/console/failed";
        }
        return back(prepared.get().id());
    }

    @GetMapping("/{id}")
    String group(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int after,
            Model model) {
        addProgress(model, id, 0);
        GroupItemView.State only = itemState(state);
        List<GroupItemView> found = groups.items(id, only, after, PAGE + 1);
        List<GroupItemView> page = found.subList(0, Math.min(PAGE, found.size()));
        model.addAttribute("items", page);
        model.addAttribute("next", found.size() > PAGE ? page.getLast().position() : null);
        model.addAttribute("after", after);
        model.addAttribute("only", only == null ? "" : only.word());
        model.addAttribute("itemStates", GroupItemView.State.values());
        model.addAttribute("rates", RATES);
        return "console/groups/group";
    }

    private static GroupItemView.@Nullable State itemState(String word) {
        return Stream.of(GroupItemView.State.values())
                .filter(each -> each.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    /** The part of the page that tells how far it is; asks for itself again, and the list too. */
    @GetMapping("/{id}/progress")
    String progress(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int look,
            Model model,
            HttpServletResponse response) {
        addProgress(model, id, look);
        response.setHeader("HX-Trigger-After-Settle", "moved");
        return "console/groups/progress :: all";
    }

    private void addProgress(Model model, UUID id, int look) {
        GroupReplayView group = groups.find(id).orElseThrow(GroupPages::nothing);
        List<GroupProgress> progress = groups.progress(id);
        model.addAttribute("group", group);
        model.addAttribute("counts", counts(progress));
        model.addAttribute("effects", effects(progress));
        model.addAttribute("outcomes", outcomes(progress));
        model.addAttribute("seen", group.total() - of(progress, GroupItemView.State.UNSEEN));
        model.addAttribute(
                "over",
                group.total()
                        - of(progress, GroupItemView.State.UNSEEN)
                        - of(progress, GroupItemView.State.WAITING));
        model.addAttribute("waiting", of(progress, GroupItemView.State.WAITING));
        boolean goesOn = group.state().isUnderWay() || isAwaited(progress);
        // An open page must not keep a session alive for ever.
        model.addAttribute("nextLook", goesOn && look < MOST_LOOKS ? look + 1 : null);
    }

    /** So many of something. */
    record Count(String word, long messages) {}

    private static List<Count> counts(List<GroupProgress> progress) {
        return Stream.of(GroupItemView.State.values())
                .map(state -> new Count(state.word(), of(progress, state)))
                .filter(count -> count.messages() > 0)
                .toList();
    }

    private static long of(List<GroupProgress> progress, GroupItemView.State state) {
        return progress.stream()
                .filter(each -> each.state() == state)
                .mapToLong(GroupProgress::messages)
                .sum();
    }

    /** What the replays would do, or did. */
    private static List<Count> effects(List<GroupProgress> progress) {
        List<Count> effects = new ArrayList<>();
        for (var effect : ReplayView.Effect.values()) {
            long messages =
                    progress.stream()
                            .filter(each -> each.effect() == effect)
                            .mapToLong(GroupProgress::messages)
                            .sum();
            if (messages > 0) {
                effects.add(new Count(effect.word(), messages));
            }
        }
        return effects;
    }

    /** Where those that were replayed stand now: resolved are those whose outcome was verified. */
    private static List<Count> outcomes(List<GroupProgress> progress) {
        return Stream.of(State.values())
                .map(
                        state ->
                                new Count(
                                        state.word(),
                                        progress.stream()
                                                .filter(GroupPages::isReplayed)
                                                .filter(each -> each.message() == state)
                                                .mapToLong(GroupProgress::messages)
                                                .sum()))
                .filter(count -> count.messages() > 0)
                .toList();
    }

    private static boolean isReplayed(GroupProgress progress) {
        return progress.state() == GroupItemView.State.REPLAYED;
    }

    private static boolean isAwaited(List<GroupProgress> progress) {
        return progress.stream()
                .anyMatch(each -> isReplayed(each) && each.message() == State.REPLAYED);
    }

    @PostMapping("/{id}/start")
    String start(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "20") int rate,
            Principal user,
            RedirectAttributes said) {
        String why = Reasons.of("reason", reason);
        if (!RATES.contains(rate)) {
            throw ApiFault.field("rate", "one of " + RATES);
        }
        String who = user.getName();
        String effect = "%d/s, list %s".formatted(rate, groups.digest(id));
        return acted(
                id,
                Act.GROUP_STARTED,
                () -> groups.start(id, who, why, rate),
                who,
                why,
                effect,
                said);
    }

    @PostMapping("/{id}/pause")
    String pause(@PathVariable UUID id, Principal user, RedirectAttributes said) {
        return acted(id, Act.GROUP_PAUSED, () -> groups.pause(id), user.getName(), "", "", said);
    }

    @PostMapping("/{id}/resume")
    String resume(@PathVariable UUID id, Principal user, RedirectAttributes said) {
        return acted(id, Act.GROUP_RESUMED, () -> groups.resume(id), user.getName(), "", "", said);
    }

    @PostMapping("/{id}/cancel")
    String cancel(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            RedirectAttributes said) {
        String why = Reasons.of("reason", reason);
        return acted(
                id, Act.GROUP_CANCELLED, () -> groups.cancel(id), user.getName(), why, "", said);
    }

    /** An act and its record, or neither; and says which. */
    private String acted(
            UUID id,
            Act act,
            Supplier<Boolean> deed,
            String who,
            String reason,
            String effect,
            RedirectAttributes said) {
        if (groups.find(id).isEmpty()) {
            throw nothing();
        }
        Boolean done =
                transaction.execute(
                        status -> {
                            boolean moved = deed.get();
                            if (moved) {
                                record(who, act, id, reason, effect);
                            }
                            return moved;
                        });
        said.addFlashAttribute(
                SAID, Boolean.TRUE.equals(done) ? "said." + act.word() : "group.said.too-late");
        return back(id);
    }

    private void record(String who, Act act, UUID id, String reason, String effect) {
        audit.record(who, act, "group-replay " + id, reason, effect);
    }

    private static String back(UUID id) {
        return "redirect:/console/groups/" + id;
    }

    private static ResponseStatusException nothing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
