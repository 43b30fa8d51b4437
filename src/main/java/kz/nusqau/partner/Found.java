package kz.nusqau.partner;

import java.util.List;
import java.util.Optional;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.counterparty.SubscriberFacts;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.SubscriberId;

/** What the look-ups for a request brought. */
sealed interface Found {

    /** Nothing was needed. */
    record Nothing() implements Found {}

    /**
     * A payment can be judged.
     *
     * @param link by which the subscriber is asked; empty where no phone is reached
     */
    record Payable(
            SubscriberId subscriber, Optional<String> link, SubscriberFacts facts, Quote quote)
            implements Found {}

    /**
     * A subscriber can be texted; empty where no phone is reached.
     *
     * @param eligible the operator says nothing that speaks against telling its holder something
     */
    record Reachable(SubscriberId subscriber, Optional<String> link, boolean eligible)
            implements Found {}

    /** Who may get a text, in the order of the request. */
    record Audience(List<Candidate> candidates) implements Found {

        public Audience {
            candidates = List.copyOf(candidates);
        }
    }

    /** The operator doesn't know the number. */
    record Stranger() implements Found {}

    /** What it needs is being worked on (R-OPS-1). */
    record Closed(WorkWindow work) implements Found {}

    /** No answer in time: nothing is started. */
    record Unavailable() implements Found {}
}
