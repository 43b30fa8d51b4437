package kz.nusqau.console;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import kz.nusqau.platform.ApiFault;
import kz.nusqau.platform.PlannedWork.Plan;
import kz.nusqau.platform.PlannedWork.Planned;
import kz.nusqau.shared.WorkReason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Planned work, and how it comes to be planned. */
@Controller
@RequestMapping("/console/overview/planned-work")
class PlannedWorkPages {

    private static final String PAGE = "redirect:/console/overview/planned-work";

    private final WorkPlanning planning;
    private final Overview overview;
    private final Clock clock;

    PlannedWorkPages(WorkPlanning planning, Overview overview, Clock clock) {
        this.planning = planning;
        this.overview = overview;
        this.clock = clock;
    }

    /**
     * The form as it was filled in; times are those of Almaty.
     *
     * @param counterparty empty for the whole hub
     * @param cause that others are told
     * @param reason of whoever plans it, for the record
     */
    record Form(
            String counterparty,
            String start,
            String end,
            String cause,
            @Nullable Boolean urgent,
            String reason) {

        Form {
            counterparty = counterparty == null ? "" : counterparty;
            start = start == null ? "" : start;
            end = end == null ? "" : end;
            cause = cause == null ? "" : cause;
            urgent = Boolean.TRUE.equals(urgent);
            reason = reason == null ? "" : reason;
        }

        Plan plan() {
            return new Plan(
                    counterparty.isEmpty() ? null : counterparty,
                    instant("start", start),
                    instant("end", end),
                    WorkReasons.of("cause", cause),
                    Boolean.TRUE.equals(urgent));
        }

        private static Instant instant(String field, String text) {
            try {
                return LocalDateTime.parse(text).atZone(WorkQueues.HERE).toInstant();
            } catch (DateTimeParseException e) {
                throw ApiFault.field(field, "a date and a time", e);
            }
        }
    }

    @GetMapping
    String all(Model model) {
        model.addAttribute("windows", planning.all());
        model.addAttribute("counterparties", planning.counterparties());
        model.addAttribute("causes", WorkReason.values());
        model.addAttribute("at", clock.instant());
        if (!model.containsAttribute("form")) {
            model.addAttribute("form", new Form("", "", "", "", false, ""));
        }
        return "console/overview/planned-work";
    }

    @PostMapping
    String plan(@ModelAttribute("filled") Form form, Principal user, RedirectAttributes said) {
        Plan plan = form.plan();
        String why = Reasons.of("reason", form.reason());
        if (!planning.isKnown(plan.counterparty())) {
            throw ApiFault.field("counterparty", "one of those that are configured");
        }
        switch (planning.plan(plan, user.getName(), why)) {
            case Planned.Done done -> said.addFlashAttribute("said", "said.work-planned");
            case Planned.Refused(var fault) -> {
                said.addFlashAttribute("fault", "planned.fault." + fault.name());
                said.addFlashAttribute("form", form);
            }
        }
        overview.lookAgain();
        return PAGE;
    }

    @PostMapping("/{id}/end")
    String end(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            RedirectAttributes said) {
        boolean done = planning.end(id, user.getName(), Reasons.of("reason", reason));
        overview.lookAgain();
        said.addFlashAttribute("said", done ? "said.work-ended" : "overview.said.late");
        return PAGE;
    }
}
