package kz.nusqau.partner;

import java.security.Principal;
import java.util.List;
import java.util.function.BiConsumer;
import kz.nusqau.platform.ApiFault;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Partners over HTTP: {@code src/docs/api/operations.openapi.yaml}. */
@RestController
@RequestMapping("/api/partners")
class PartnerController {

    private static final int LONGEST_REASON = 500;

    private final Suspensions suspensions;

    PartnerController(Suspensions suspensions) {
        this.suspensions = suspensions;
    }

    /** All that are configured. */
    record Partners(List<PartnerView> items) {}

    /** Why somebody acts. */
    record Act(@Nullable String reason) {}

    @GetMapping
    Partners list() {
        return new Partners(suspensions.all());
    }

    @PostMapping("/{id}/suspend")
    PartnerView suspend(@PathVariable String id, @RequestBody Act act, Principal user) {
        return acted(
                id,
                act,
                (partner, reason) ->
                        suspensions.suspend(
                                partner, user.getName(), reason, PartnerController::noMore));
    }

    @PostMapping("/{id}/resume")
    PartnerView resume(@PathVariable String id, @RequestBody Act act, Principal user) {
        return acted(
                id,
                act,
                (partner, reason) ->
                        suspensions.resume(
                                partner, user.getName(), reason, PartnerController::noMore));
    }

    private PartnerView acted(String id, Act act, BiConsumer<String, String> deed) {
        String partner = found(id).id();
        deed.accept(partner, reason(act.reason()));
        return found(partner);
    }

    private PartnerView found(String id) {
        return suspensions.find(id).orElseThrow(() -> ApiFault.notFound("partner " + id));
    }

    /** What was done is among the partner's own acts. */
    private static void noMore() {}

    private static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw ApiFault.field("reason", "a text of 1 to " + LONGEST_REASON + " characters");
        }
        return reason.strip();
    }
}
