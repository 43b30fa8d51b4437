package kz.nusqau.failedmessages;

import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.failedmessages.FailedMessageController.Act;
import kz.nusqau.platform.ApiFault;
import kz.nusqau.platform.DifferenceLine;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Edits of failed messages over HTTP: {@code src/docs/api/operations.openapi.yaml}. */
@RestController
@RequestMapping("/api/failed-messages")
class EditController {

    private static final int MOST = 200;

    private final Edits edits;

    EditController(Edits edits) {
        this.edits = edits;
    }

    /** Those that wait for a decision, the oldest first. */
    record Waiting(List<EditView> items) {}

    /** A proposal and what it would change; values are masked. */
    record Compared(EditView edit, List<DifferenceLine> difference) {}

    /** The whole message as it ought to be, and why. */
    record Wanted(@Nullable String body, @Nullable String reason) {}

    @GetMapping("/edits")
    Waiting waiting() {
        return new Waiting(edits.open(MOST));
    }

    @GetMapping("/edits/{id}")
    Compared edit(@PathVariable String id) {
        EditView edit = edits.find(uuid(id)).orElseThrow(() -> notFound(id));
        return new Compared(edit, edits.difference(edit.id(), false).orElseThrow());
    }

    @PostMapping("/{id}/edits")
    EditView propose(@PathVariable String id, @RequestBody Wanted wanted, Principal user) {
        String body = wanted.body();
        if (body == null || body.isBlank()) {
            throw tooLongOrNone();
        }
        String reason = FailedMessageController.reason(wanted.reason());
        EditProposal result =
                edits.propose(FailedMessageController.id(id), body, user.getName(), reason)
                        .orElseThrow(() -> FailedMessageController.notFound(id));
        return switch (result) {
            case EditProposal.Proposed(var edit) -> edit;
            case EditProposal.Refused refused -> throw fault(refused);
        };
    }

    private static ApiFault fault(EditProposal.Refused refused) {
        return switch (refused.fault()) {
            case NOT_EDITABLE ->
                    new ApiFault(
                            HttpStatus.CONFLICT,
                            "Nothing may be edited of this message, or not now.");
            case KNOWN ->
                    new ApiFault(HttpStatus.CONFLICT, "Such a message is on the desk already.");
            case UNCHANGED -> ApiFault.field("body", "another text than the message has");
            case TOO_LONG -> tooLongOrNone();
            case LOCKED -> ApiFault.field(refused.field(), "as it is: it names money or its ways");
            case UNREADABLE ->
                    ApiFault.field(
                            refused.field().isEmpty() ? "body" : refused.field(),
                            "as the reader of the queue takes it (" + refused.detail() + ")");
        };
    }

    private static ApiFault tooLongOrNone() {
        return ApiFault.field("body", "a text of 1 to " + Edits.LONGEST + " characters");
    }

    @PostMapping("/edits/{id}/approve")
    EditView approve(@PathVariable String id, @RequestBody Act act, Principal user) {
        String reason = FailedMessageController.reason(act.reason());
        return decided(id, edits.approve(uuid(id), user.getName(), reason));
    }

    @PostMapping("/edits/{id}/decline")
    EditView decline(@PathVariable String id, @RequestBody Act act, Principal user) {
        String reason = FailedMessageController.reason(act.reason());
        return decided(id, edits.decline(uuid(id), user.getName(), reason));
    }

    @PostMapping("/edits/{id}/withdraw")
    EditView withdraw(@PathVariable String id, Principal user) {
        return decided(id, edits.withdraw(uuid(id), user.getName()));
    }

    private static EditView decided(String id, Optional<EditDecision> decision) {
        EditDecision decided = decision.orElseThrow(() -> notFound(id));
        return switch (decided.result()) {
            case DONE -> decided.edit();
            case OWN ->
                    throw new ApiFault(
                            HttpStatus.FORBIDDEN, "Who proposed an edit does not decide about it.");
            case NOT_OWN ->
                    throw new ApiFault(
                            HttpStatus.FORBIDDEN, "Only who proposed an edit takes it back.");
            case OVER ->
                    throw new ApiFault(
                            HttpStatus.CONFLICT,
                            "Nothing is left to decide; this edit is "
                                    + decided.edit().state().word()
                                    + ".");
        };
    }

    private static UUID uuid(String id) {
        return FailedMessageController.id(id);
    }

    private static ApiFault notFound(String id) {
        return ApiFault.notFound("edit " + id);
    }
}
