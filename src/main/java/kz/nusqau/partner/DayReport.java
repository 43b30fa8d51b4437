package kz.nusqau.partner;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.payment.PartnerTotal;
import kz.nusqau.shared.InstructionId;

/**
 * The payments of a partner's day.
 *
 * @param provisional the day isn't over, or a payment isn't
 * @param totals of the whole day, one for each status that there is
 * @param page some of them, in the order in which they were proposed
 * @param next the payment after which the next page begins; empty where there is none
 */
record DayReport(
        LocalDate day,
        boolean provisional,
        List<PartnerTotal> totals,
        List<Line> page,
        Optional<InstructionId> next) {

    DayReport {
        totals = List.copyOf(totals);
        page = List.copyOf(page);
    }

    /** A payment with the request that proposed it. */
    record Line(RequestStore.Proposed proposed, PartnerPayment payment) {}
}
