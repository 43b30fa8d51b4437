package kz.nusqau.console;

import java.security.Principal;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import kz.nusqau.catalogue.CatalogueDesk;
import kz.nusqau.catalogue.CatalogueDocument;
import kz.nusqau.catalogue.CatalogueOutcome;
import kz.nusqau.catalogue.CatalogueOutcome.Result;
import kz.nusqau.catalogue.DocumentValues;
import kz.nusqau.platform.ApiFault;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Changes of the catalogue: one person drafts and proposes, another one approves; what held before
 * can be brought back. Each is on record (R-OPS-2).
 */
@Controller
@RequestMapping("/console/catalogue/{document}")
class CatalogueChanges {

    private static final String DRAFT = "console/catalogue/draft";
    private static final String SAID = "said";

    private final CatalogueDesk desk;
    private final CatalogueView view;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    CatalogueChanges(
            CatalogueDesk desk,
            CatalogueView view,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.desk = desk;
        this.view = view;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Keeps other values of one entry in the draft of whoever changes them. */
    @PostMapping("/value")
    String change(
            @PathVariable String document,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam MultiValueMap<String, String> form,
            Principal user,
            RedirectAttributes said) {
        var changed = CatalogueView.values(form);
        var doing = new Doing(CatalogueView.document(document), user.getName(), "");
        String text =
                DocumentValues.of(doing.document(), desk.workedOn(doing.document())).with(changed);
        return back(Act.CATALOGUE_DRAFTED, doing.document(), save(doing, text, seen), said);
    }

    /** The whole document, for whoever may draft. */
    @GetMapping("/draft")
    String draft(@PathVariable String document, Model model) {
        var standing = view.show(document, model);
        String text = desk.workedOn(standing.document());
        model.addAttribute("text", text);
        model.addAttribute("seen", CatalogueDesk.digest(text));
        model.addAttribute("longest", CatalogueDesk.LONGEST);
        return DRAFT;
    }

    /** Keeps it; where it is another one meanwhile, nobody has to type again. */
    @PostMapping("/draft")
    String draft(
            @PathVariable String document,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String seen,
            Principal user,
            Model model,
            RedirectAttributes said) {
        if (text.isBlank() || text.length() > CatalogueDesk.LONGEST) {
            throw ApiFault.field("text", "a document of at most " + CatalogueDesk.LONGEST);
        }
        var doing = new Doing(CatalogueView.document(document), user.getName(), "");
        CatalogueOutcome outcome = save(doing, text, seen);
        if (outcome.result() == Result.CHANGED) {
            draft(document, model);
            model.addAttribute("text", text);
            model.addAttribute("changed", true);
            return DRAFT;
        }
        return back(Act.CATALOGUE_DRAFTED, doing.document(), outcome, said);
    }

    private CatalogueOutcome save(Doing doing, String text, String seen) {
        return onRecord(
                Act.CATALOGUE_DRAFTED,
                doing,
                () -> desk.save(doing.document(), text, seen, doing.who()));
    }

    @PostMapping("/versions/{id}/propose")
    String propose(
            @PathVariable String document,
            @PathVariable int id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            RedirectAttributes said) {
        var doing = doing(document, user, reason);
        return acted(
                Act.CATALOGUE_PROPOSED,
                doing,
                () -> desk.propose(doing.document(), id, doing.who(), doing.why()),
                said);
    }

    @PostMapping("/versions/{id}/approve")
    String approve(
            @PathVariable String document,
            @PathVariable int id,
            @RequestParam(defaultValue = "") String digest,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            RedirectAttributes said) {
        var doing = doing(document, user, reason);
        return acted(
                Act.CATALOGUE_PUBLISHED,
                doing,
                () -> desk.approve(doing.document(), id, digest, doing.who(), doing.why()),
                said);
    }

    @PostMapping("/versions/{id}/return")
    String sendBack(
            @PathVariable String document,
            @PathVariable int id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            RedirectAttributes said) {
        var doing = doing(document, user, reason);
        return acted(
                Act.CATALOGUE_SENT_BACK,
                doing,
                () -> desk.sendBack(doing.document(), id, doing.who(), doing.why()),
                said);
    }

    @PostMapping("/versions/{id}/withdraw")
    String withdraw(
            @PathVariable String document,
            @PathVariable int id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            RedirectAttributes said) {
        var doing = doing(document, user, reason);
        return acted(
                Act.CATALOGUE_WITHDRAWN,
                doing,
                () -> desk.withdraw(doing.document(), id, doing.who(), doing.why()),
                said);
    }

    @PostMapping("/versions/{id}/restore")
    String restore(
            @PathVariable String document,
            @PathVariable int id,
            @RequestParam(defaultValue = "") String reason,
            Principal user,
            RedirectAttributes said) {
        var doing = doing(document, user, reason);
        return acted(
                Act.CATALOGUE_RESTORED,
                doing,
                () -> desk.restore(doing.document(), id, doing.who(), doing.why()),
                said);
    }

    /** Who does something to which document, and why. */
    private record Doing(CatalogueDocument document, String who, String why) {}

    private static Doing doing(String document, Principal user, String reason) {
        String why = Reasons.of("reason", reason);
        return new Doing(CatalogueView.document(document), user.getName(), why);
    }

    private String acted(
            Act act, Doing doing, Supplier<CatalogueOutcome> deed, RedirectAttributes said) {
        return back(act, doing.document(), onRecord(act, doing, deed), said);
    }

    /** An act and its record, or neither. */
    private CatalogueOutcome onRecord(Act act, Doing doing, Supplier<CatalogueOutcome> deed) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            CatalogueOutcome outcome = deed.get();
                            if (outcome.isDone()) {
                                record(act, doing, outcome.number());
                            }
                            return outcome;
                        }));
    }

    /** By its digest, too: whoever has that on record can tell whether the text was changed. */
    private void record(Act act, Doing doing, int number) {
        var document = doing.document();
        String digest = desk.find(document, number).orElseThrow().digest();
        audit.record(
                doing.who(),
                act,
                "catalogue %s %d".formatted(document.word(), number),
                doing.why(),
                "text " + digest);
    }

    private static String back(
            Act act,
            CatalogueDocument document,
            CatalogueOutcome outcome,
            RedirectAttributes said) {
        String what =
                outcome.isDone()
                        ? act.word()
                        : outcome.result().name().toLowerCase(Locale.ROOT).replace('_', '-');
        said.addFlashAttribute(SAID, "catalogue.said." + what);
        said.addFlashAttribute("failed", !outcome.isDone());
        String home = "redirect:/console/catalogue/" + document.word();
        return outcome.number() == 0 ? home : home + "/versions/" + outcome.number();
    }
}
