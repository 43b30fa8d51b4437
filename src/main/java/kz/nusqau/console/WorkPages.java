package kz.nusqau.console;

import java.security.Principal;
import java.util.Optional;
import java.util.function.Supplier;
import kz.nusqau.reconciliation.Reconciliation;
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

/** What waits for a person, and the breaks of reconciliation among it. */
@Controller
@RequestMapping("/console")
class WorkPages {

    private final WorkQueues queues;
    private final Reconciliation reconciliation;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    WorkPages(
            WorkQueues queues,
            Reconciliation reconciliation,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.queues = queues;
        this.reconciliation = reconciliation;
        this.audit = audit;
        this.transaction = transaction;
    }

    @GetMapping("/work")
    String work(Model model) {
        model.addAttribute("queues", queues.all());
        return "console/work";
    }

    @GetMapping("/breaks/{id}")
    String found(@PathVariable long id, Model model) {
        Reconciliation.DetailView detail =
                reconciliation.detail(id).orElseThrow(WorkPages::nothing);
        model.addAttribute("found", detail.found());
        model.addAttribute("acts", detail.acts());
        model.addAttribute(
                "address",
                Optional.ofNullable(detail.found().instruction())
                        .map(value -> Search.instruction(new InstructionId(value)))
                        .orElse(null));
        return "console/break";
    }

    /** To oneself: who gives work to others does that by talking to them. */
    @PostMapping("/breaks/{id}/assign")
    String assign(@PathVariable long id, Principal user, RedirectAttributes said) {
        String who = user.getName();
        return acted(id, Act.ASSIGNED, () -> reconciliation.assign(id, who, who), who, "", said);
    }

    @PostMapping("/breaks/{id}/resolve")
    String resolve(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            RedirectAttributes said) {
        String why = Reasons.of("reason", reason);
        String who = user.getName();
        return acted(id, Act.RESOLVED, () -> reconciliation.resolve(id, why, who), who, why, said);
    }

    /** An act and its record, or neither; and says which. */
    private String acted(
            long id,
            Act act,
            Supplier<Optional<Boolean>> deed,
            String who,
            String reason,
            RedirectAttributes said) {
        Optional<Boolean> done =
                transaction.execute(
                        status -> {
                            Optional<Boolean> result = deed.get();
                            if (result.orElse(false)) {
                                audit.record(who, act, "break " + id, reason, "");
                            }
                            return result;
                        });
        if (done == null || done.isEmpty()) {
            throw nothing();
        }
        said.addFlashAttribute("said", done.get() ? "break.said." + act.word() : "break.said.late");
        return "redirect:/console/breaks/" + id;
    }

    private static ResponseStatusException nothing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
