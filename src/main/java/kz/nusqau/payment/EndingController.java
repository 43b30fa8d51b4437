package kz.nusqau.payment;

import java.security.Principal;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.platform.ApiFault;
import kz.nusqau.shared.InstructionId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Endings of instructions that their sagas can't end, over HTTP: {@code
 * src/docs/api/operations.openapi.yaml}.
 */
@RestController
@RequestMapping("/api/payments")
class EndingController {

    private static final int LONGEST_REASON = 500;

    private final Endings endings;

    EndingController(Endings endings) {
        this.endings = endings;
    }

    /** Why somebody acts. */
    record Act(@Nullable String reason) {}

    @GetMapping("/{id}")
    EndingView detail(@PathVariable String id) {
        return endings.find(id(id)).orElseThrow(() -> notFound(id));
    }

    @PostMapping("/{id}/retry")
    EndingView retry(@PathVariable String id, @RequestBody Act act, Principal user) {
        return ended(id, Ending.RETRY, act, user);
    }

    @PostMapping("/{id}/write-off")
    EndingView writeOff(@PathVariable String id, @RequestBody Act act, Principal user) {
        return ended(id, Ending.WRITE_OFF, act, user);
    }

    private EndingView ended(String id, Ending ending, Act act, Principal user) {
        Optional<Endings.Acted> acted =
                endings.end(id(id), ending, user.getName(), reason(act.reason()));
        Endings.Acted what = acted.orElseThrow(() -> notFound(id));
        if (!what.done()) {
            throw new ApiFault(
                    HttpStatus.CONFLICT,
                    "Not possible now; the payment is %s and allows %s."
                            .formatted(what.view().state(), what.view().endings()));
        }
        return what.view();
    }

    private static InstructionId id(String text) {
        try {
            return new InstructionId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw ApiFault.field("id", "a UUID", e);
        }
    }

    private static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw ApiFault.field("reason", "a text of 1 to " + LONGEST_REASON + " characters");
        }
        return reason.strip();
    }

    private static ApiFault notFound(String id) {
        return ApiFault.notFound("payment " + id);
    }
}
