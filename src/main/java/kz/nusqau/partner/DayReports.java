package kz.nusqau.partner;

import static kz.nusqau.partner.Answer.Failed.because;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kz.nusqau.partner.RequestStore.Proposed;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.payment.PartnerTotal;
import kz.nusqau.payment.Payments;
import kz.nusqau.shared.InstructionId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What became of the payments that a partner proposed on a day, for it to settle by: added up, and
 * each on its own.
 */
@Component
final class DayReports {

    /** Payments on a page: about 60 kB at most, so that a reply fits into 64. */
    static final int PAGE = 100;

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final int AT_ONCE = 5_000;

    /** A request that was taken before midnight is on disk by then. */
    private static final Duration ON_DISK = Duration.ofMinutes(1);

    /** Pages that a partner reads on within this time tell what the first one told. */
    private static final Duration ONE_READING = Duration.ofMinutes(10);

    private static final int MOST_READINGS = 1_000;

    private final Cache<OfPartner, List<PartnerTotal>> firstPages =
            Caffeine.newBuilder().maximumSize(MOST_READINGS).expireAfterWrite(ONE_READING).build();

    private final RequestStore requests;
    private final Payments payments;
    private final HeldStore held;
    private final Duration kept;
    private final Clock clock;

    DayReports(
            RequestStore requests,
            Payments payments,
            HeldStore held,
            PartnerProperties properties,
            Clock clock) {
        this.requests = requests;
        this.payments = payments;
        this.held = held;
        this.kept = properties.partnerApi().keepAnswers();
        this.clock = clock;
    }

    Map<Prepared, Answer> report(String partner, Map<Prepared, Wish.Report> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        wishes.forEach((prepared, wish) -> answers.put(prepared, report(partner, wish)));
        return answers;
    }

    private Answer report(String partner, Wish.Report wish) {
        Instant now = clock.instant();
        var day = new Day(wish.day());
        if (day.from.isBefore(now.minus(kept))) {
            return because(
                    FaultCode.DAY_NOT_KEPT, "reports reach back %d days".formatted(kept.toDays()));
        }
        if (day.from.isAfter(now)) {
            return because(FaultCode.DAY_NOT_KEPT, "in Almaty that day has not begun");
        }
        Proposed before = null;
        if (wish.after().isPresent()) {
            before = requests.proposal(partner, wish.after().get()).orElse(null);
            if (before == null) {
                return because(FaultCode.PAYMENT_NOT_FOUND, "you proposed no such payment");
            }
        }
        List<PartnerTotal> totals =
                before == null ? totals(partner, day) : totalsOfFirstPage(partner, day);
        boolean open =
                totals.stream().anyMatch(total -> !total.status().isFinal())
                        || now.isBefore(day.until.plus(ON_DISK));
        return page(partner, wish.day(), day, before, totals, open);
    }

    private record OfPartner(String partner, Day day) {}

    /** From the first moment to that after the last. */
    private record Day(Instant from, Instant until) {
        Day(LocalDate day) {
            this(
                    day.atStartOfDay(ALMATY).toInstant(),
                    day.plusDays(1).atStartOfDay(ALMATY).toInstant());
        }
    }

    private Answer page(
            String partner,
            LocalDate date,
            Day day,
            @Nullable Proposed before,
            List<PartnerTotal> totals,
            boolean provisional) {
        List<Proposed> found = requests.proposed(partner, day.from, day.until, before, PAGE + 1);
        List<Proposed> shown = found.subList(0, Math.min(PAGE, found.size()));
        List<InstructionId> ids = shown.stream().map(Proposed::payment).toList();
        // In this order: what is approved meanwhile is found twice, and not missed.
        Map<InstructionId, PartnerPayment> standing = new HashMap<>(held.find(partner, ids));
        standing.putAll(payments.reportToPartner(partner, ids));
        List<DayReport.Line> lines = new ArrayList<>();
        for (Proposed proposed : shown) {
            PartnerPayment payment = standing.get(proposed.payment());
            if (payment == null) {
                throw new IllegalStateException("no payment " + proposed.payment());
            }
            lines.add(new DayReport.Line(proposed, payment));
        }
        return new Answer.OfReport(
                new DayReport(
                        date,
                        provisional,
                        totals,
                        lines,
                        found.size() > PAGE
                                ? Optional.of(shown.getLast().payment())
                                : Optional.empty()));
    }

    /** So that a report of many pages is added up once. A page that comes late is added up anew. */
    private List<PartnerTotal> totalsOfFirstPage(String partner, Day day) {
        List<PartnerTotal> known = firstPages.getIfPresent(new OfPartner(partner, day));
        return known == null ? totals(partner, day) : known;
    }

    private List<PartnerTotal> totals(String partner, Day day) {
        Map<PartnerPayment.Status, PartnerTotal> totals =
                new EnumMap<>(PartnerPayment.Status.class);
        Proposed last = null;
        List<Proposed> some;
        do {
            some = requests.proposed(partner, day.from, day.until, last, AT_ONCE);
            if (!some.isEmpty()) {
                last = some.getLast();
                List<InstructionId> ids = some.stream().map(Proposed::payment).toList();
                Stream.concat(
                                held.find(partner, ids).values().stream().map(DayReports::alone),
                                payments.totalsOfPartner(partner, ids).stream())
                        .forEach(total -> totals.merge(total.status(), total, DayReports::sum));
            }
        } while (some.size() == AT_ONCE);
        List<PartnerTotal> added = List.copyOf(totals.values());
        firstPages.put(new OfPartner(partner, day), added);
        return added;
    }

    private static PartnerTotal alone(PartnerPayment payment) {
        return new PartnerTotal(payment.status(), 1, payment.amount(), payment.fee());
    }

    private static PartnerTotal sum(PartnerTotal one, PartnerTotal other) {
        return new PartnerTotal(
                one.status(),
                one.payments() + other.payments(),
                one.amount().plus(other.amount()),
                one.fee().plus(other.fee()));
    }
}
