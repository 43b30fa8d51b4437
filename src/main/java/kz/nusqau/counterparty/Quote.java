package kz.nusqau.counterparty;

import java.util.List;
import kz.nusqau.shared.RefusalReason;

/** An e-money system's answer to {@link QuoteRequest}; binds nobody. */
public sealed interface Quote {

    /**
     * It would be accepted as things stand.
     *
     * @param system id of the system that was chosen (R-INS-3)
     * @param because the choice in words, for the timeline
     */
    record Quoted(String system, String because) implements Quote {}

    /**
     * It would be refused.
     *
     * @param field the field at fault as the request names it, empty when none is
     */
    record Refused(RefusalReason reason, String field) implements Quote {}

    /**
     * The wallets that could pay it hold too little, and another one holds enough.
     *
     * @param holds id of the system of that one
     * @param needed ids of the systems of those that could
     */
    record Elsewhere(String holds, List<String> needed) implements Quote {

        public Elsewhere {
            needed = List.copyOf(needed);
        }
    }

    /** No system that serves the provider answered. */
    record Unavailable(String why) implements Quote {}
}
