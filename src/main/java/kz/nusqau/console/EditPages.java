package kz.nusqau.console;

import java.security.Principal;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import kz.nusqau.failedmessages.EditDecision;
import kz.nusqau.failedmessages.EditForm;
import kz.nusqau.failedmessages.EditProposal;
import kz.nusqau.failedmessages.EditView;
import kz.nusqau.failedmessages.Edits;
import kz.nusqau.failedmessages.FailedMessages;
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

/** Edited versions of failed messages: one person proposes, another one compares and decides. */
@Controller
@RequestMapping("/console")
class EditPages {

    private static final String FORM = "console/failed/edit";
    private static final String DIFFERENCE = "console/failed/difference";
    private static final String SAID = "said";

    private final Edits edits;
    private final FailedMessages desk;
    private final Words words;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    EditPages(
            Edits edits,
            FailedMessages desk,
            Words words,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.edits = edits;
        this.desk = desk;
        this.words = words;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Masked; whoever wants to edit says why they have to see it. */
    @GetMapping("/failed/{id}/edit")
    String form(@PathVariable UUID id, Model model) {
        show(edits.form(id), model);
        return FORM;
    }

    private void show(Optional<EditForm> found, Model model) {
        EditForm form = found.orElseThrow(EditPages::nothing);
        model.addAttribute("form", form);
        model.addAttribute("longest", Edits.LONGEST);
        model.addAttribute(
                "cause",
                words.cause(desk.detail(form.message()).orElseThrow(EditPages::nothing).message()));
    }

    /** In clear this once, on record with the reason (R-OPS-6). */
    @PostMapping("/failed/{id}/edit/reveal")
    String reveal(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            Model model) {
        String why = Reasons.of("reason", reason);
        Optional<EditForm> form = edits.formInClear(id);
        show(form, model);
        form.filter(EditForm::isEditable)
                .ifPresent(
                        shown -> {
                            record(user.getName(), Act.REVEALED, id, why, "message");
                            model.addAttribute("body", shown.text());
                        });
        return FORM;
    }

    /** Keeps the edited version for somebody else; or says what is wrong with it. */
    @PostMapping("/failed/{id}/edit")
    String propose(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String body,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            Model model,
            RedirectAttributes said) {
        String why = Reasons.of("reason", reason);
        EditProposal result =
                proposed(id, body, user.getName(), why).orElseThrow(EditPages::nothing);
        return switch (result) {
            case EditProposal.Proposed(var edit) -> {
                said.addFlashAttribute(SAID, "edit.said.proposed");
                yield back(edit.id());
            }
            case EditProposal.Refused refused -> {
                show(edits.form(id), model);
                model.addAttribute("fault", refused);
                model.addAttribute("body", body);
                model.addAttribute("reason", why);
                yield FORM;
            }
        };
    }

    private Optional<EditProposal> proposed(UUID id, String body, String who, String reason) {
        return inOne(
                () -> {
                    Optional<EditProposal> result = edits.propose(id, body, who, reason);
                    if (result.orElse(null) instanceof EditProposal.Proposed(var edit)) {
                        record(who, Act.EDIT_PROPOSED, id, reason, named(edit));
                    }
                    return result;
                });
    }

    /** What it would change, line by line, masked. */
    @GetMapping("/edits/{id}")
    String difference(@PathVariable UUID id, Model model) {
        show(id, false, model);
        return DIFFERENCE;
    }

    private EditView show(UUID id, boolean inClear, Model model) {
        EditView edit = edits.find(id).orElseThrow(EditPages::nothing);
        model.addAttribute("edit", edit);
        model.addAttribute("cause", words.cause(edit.message()));
        model.addAttribute("lines", edits.difference(id, inClear).orElseThrow(EditPages::nothing));
        model.addAttribute("inClear", inClear);
        return edit;
    }

    /** In clear this once, on record with the reason (R-OPS-6). */
    @PostMapping("/edits/{id}/reveal")
    String revealDifference(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            Model model) {
        String why = Reasons.of("reason", reason);
        EditView edit = show(id, true, model);
        record(user.getName(), Act.REVEALED, edit.message().id(), why, named(edit));
        return DIFFERENCE;
    }

    @PostMapping("/edits/{id}/approve")
    String approve(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            RedirectAttributes said) {
        String why = Reasons.of("reason", reason);
        String who = user.getName();
        return decided(Act.EDIT_APPROVED, who, why, () -> edits.approve(id, who, why), said);
    }

    @PostMapping("/edits/{id}/decline")
    String decline(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            RedirectAttributes said) {
        String why = Reasons.of("reason", reason);
        String who = user.getName();
        return decided(Act.EDIT_DECLINED, who, why, () -> edits.decline(id, who, why), said);
    }

    @PostMapping("/edits/{id}/withdraw")
    String withdraw(@PathVariable UUID id, Principal user, RedirectAttributes said) {
        String who = user.getName();
        return decided(Act.EDIT_WITHDRAWN, who, "", () -> edits.withdraw(id, who), said);
    }

    /** A decision and its record, or neither; and says which. */
    private String decided(
            Act act,
            String who,
            String reason,
            Supplier<Optional<EditDecision>> deed,
            RedirectAttributes said) {
        EditDecision decision =
                inOne(
                                () -> {
                                    Optional<EditDecision> result = deed.get();
                                    result.filter(EditPages::isDone)
                                            .ifPresent(
                                                    done ->
                                                            record(
                                                                    who,
                                                                    act,
                                                                    done.edit().message().id(),
                                                                    reason,
                                                                    named(done.edit())));
                                    return result;
                                })
                        .orElseThrow(EditPages::nothing);
        said.addFlashAttribute(
                SAID,
                switch (decision.result()) {
                    case DONE -> "edit.said." + decision.edit().state().word();
                    case OWN -> "edit.said.own";
                    case NOT_OWN -> "edit.said.not-own";
                    case OVER -> "edit.said.over";
                });
        return back(decision.edit().id());
    }

    private static boolean isDone(EditDecision decision) {
        return decision.result() == EditDecision.Result.DONE;
    }

    private <T> Optional<T> inOne(Supplier<Optional<T>> deed) {
        Optional<T> result = transaction.execute(status -> deed.get());
        return result == null ? Optional.empty() : result;
    }

    /** By its digest, too: whoever has that on record can tell whether the text was changed. */
    private static String named(EditView edit) {
        UUID version = edit.newVersion();
        return "edit %s, text %s".formatted(edit.id(), edit.digest())
                + (version == null ? "" : ", now failed-message " + version);
    }

    private void record(String who, Act act, UUID message, String reason, String effect) {
        audit.record(who, act, "failed-message " + message, reason, effect);
    }

    private static String back(UUID edit) {
        return "redirect:/console/edits/" + edit;
    }

    private static ResponseStatusException nothing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
