package kz.nusqau.counterparty;

import java.util.List;
import java.util.Optional;
import kz.nusqau.shared.RefusalReason;

/** What came of asking whether something would be accepted; binds nobody. */
public sealed interface Quote {

    /**
     * It would be accepted as things stand.
     *
     * @param system id of the system that was chosen (R-INS-3); of the bank where there is none
     * @param because the choice in words, for the timeline
     * @param to the subscriber's own account, where the money goes to one
     */
    record Quoted(String system, String because, Optional<OwnAccount> to) implements Quote {

        public Quoted(String system, String because) {
            this(system, because, Optional.empty());
        }

        public Quoted to(OwnAccount account) {
            return new Quoted(system, because, Optional.of(account));
        }
    }

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

    /** More than one of the own accounts and cards fits what was written. */
    record Several(List<NamedAccount> candidates) implements Quote {

        public Several {
            candidates = List.copyOf(candidates);
        }
    }

    /** No system that serves the provider answered. */
    record Unavailable(String why) implements Quote {}
}
