package kz.nusqau.payment;

import java.time.Duration;
import kz.nusqau.catalogue.Limits;
import kz.nusqau.subscriber.DayUse;

/**
 * A proposal with what it is judged by.
 *
 * @param limits the strictest of all layers (R-LIM-2)
 * @param used what the Almaty day has used so far
 * @param simChangeHold how long after a change of the SIM nothing is paid
 */
record Candidate(
        Proposal proposal,
        Payment.Terms terms,
        Limits limits,
        DayUse used,
        Duration simChangeHold) {}
