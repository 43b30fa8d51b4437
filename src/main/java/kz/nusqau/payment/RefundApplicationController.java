package kz.nusqau.payment;

import java.security.Principal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.payment.RefundApplications.Application;
import kz.nusqau.payment.RefundApplications.Filed;
import kz.nusqau.platform.ApiFault;
import kz.nusqau.shared.Msisdn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Applications for the rest of an advance over HTTP: {@code src/docs/api/operations.openapi.yaml}.
 */
@RestController
@RequestMapping("/api/refund-applications")
class RefundApplicationController {

    private static final int LONGEST_PAGE = 200;
    private static final int LONGEST_REASON = 500;

    /** An IBAN, or the last four digits. Longer digits could be a card, and are not asked for. */
    private static final Pattern ACCOUNT = Pattern.compile("KZ\\d{2}[A-Z0-9]{16}|\\d{4}");

    private final RefundApplications applications;

    RefundApplicationController(RefundApplications applications) {
        this.applications = applications;
    }

    /** What a former subscriber wants. */
    record Wanted(
            @Nullable String msisdn,
            @Nullable String to,
            @Nullable String appliedOn,
            @Nullable String reason) {}

    /** Applications that are not refunded, the one that is due first first. */
    record Page(List<RefundApplicationView> items) {}

    @GetMapping
    Page list(@RequestParam(defaultValue = "50") String limit) {
        return new Page(applications.open(size(limit)));
    }

    @GetMapping("/{id}")
    RefundApplicationView detail(@PathVariable String id) {
        return applications
                .find(id(id))
                .orElseThrow(() -> ApiFault.notFound("refund application " + id));
    }

    @PostMapping
    RefundApplicationView file(@RequestBody Wanted wanted, Principal user) {
        return switch (filed(application(wanted), user.getName())) {
            case Filed.Taken(var view) -> view;
            case Filed.Stranger() ->
                    throw new ApiFault(HttpStatus.NOT_FOUND, "Billing doesn't know the number.");
            case Filed.InForce() ->
                    throw new ApiFault(
                            HttpStatus.CONFLICT,
                            "The contract is in force; its advance is refunded on the subscriber's"
                                    + " own instruction.");
            case Filed.UnderWay(var view) ->
                    throw new ApiFault(
                            HttpStatus.CONFLICT,
                            "The application %s of %s is being refunded."
                                    .formatted(view.id(), view.appliedOn()));
        };
    }

    private Filed filed(Application application, String who) {
        try {
            return applications.file(application, who);
        } catch (CounterpartyUnavailable e) {
            throw new ApiFault(
                    HttpStatus.BAD_GATEWAY,
                    "Billing doesn't say whether the contract has ended; nothing was taken in.",
                    e);
        }
    }

    private Application application(Wanted wanted) {
        return new Application(
                msisdn(wanted.msisdn()),
                account(wanted.to()),
                appliedOn(wanted.appliedOn()),
                reason(wanted.reason()));
    }

    private static Msisdn msisdn(@Nullable String text) {
        String form = "a number in E.164 digits, without the plus";
        try {
            if (text != null) {
                return new Msisdn(text.strip());
            }
        } catch (IllegalArgumentException e) {
            throw ApiFault.field("msisdn", form, e);
        }
        throw ApiFault.field("msisdn", form);
    }

    private static String account(@Nullable String text) {
        String account = text == null ? "" : text.replace(" ", "").toUpperCase(Locale.ROOT);
        if (!ACCOUNT.matcher(account).matches()) {
            throw ApiFault.field(
                    "to", "an IBAN of Kazakhstan, or the last four digits of an account or card");
        }
        return account;
    }

    private LocalDate appliedOn(@Nullable String text) {
        LocalDate today = applications.today();
        if (text == null) {
            return today;
        }
        String form = "a date like 2026-11-21, not after " + today;
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isAfter(today)) {
                return day;
            }
        } catch (DateTimeException e) {
            throw ApiFault.field("appliedOn", form, e);
        }
        throw ApiFault.field("appliedOn", form);
    }

    private static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw ApiFault.field("reason", "a text of 1 to " + LONGEST_REASON + " characters");
        }
        return reason.strip();
    }

    private static int size(String limit) {
        String form = "a number from 1 to " + LONGEST_PAGE;
        try {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= LONGEST_PAGE) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw ApiFault.field("limit", form, e);
        }
        throw ApiFault.field("limit", form);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ApiFault.field("id", "a UUID", e);
        }
    }
}
