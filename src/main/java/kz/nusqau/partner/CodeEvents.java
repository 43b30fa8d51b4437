package kz.nusqau.partner;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kz.nusqau.mailbox.OutboundTextFailed;
import kz.nusqau.mailbox.OutboundTextUndelivered;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.partner.CodeStore.Told;
import kz.nusqau.platform.AfterCommit;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells partners of codes that didn't arrive (R-OTP-5), and of those that nobody verified. */
@Component
final class CodeEvents {

    private final CodeStore store;
    private final OutgoingStore outgoing;
    private final Wording wording;
    private final Postmen postmen;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CodeEvents(
            CodeStore store,
            OutgoingStore outgoing,
            Wording wording,
            Postmen postmen,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.outgoing = outgoing;
        this.wording = wording;
        this.postmen = postmen;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A text to many may fail ten thousand times: only of codes it is worth a look. */
    @EventListener
    void failed(OutboundTextFailed text) {
        if (text.priority() == Priority.CODE && text.instruction() == null) {
            tell(CodeEvent.UNDELIVERED, store.undelivered(text.message()));
        }
    }

    @EventListener
    void undelivered(OutboundTextUndelivered text) {
        if (text.instruction() == null) {
            tell(CodeEvent.UNDELIVERED, store.undelivered(text.message()));
        }
    }

    /** Ends all whose time is over. */
    void expire() {
        boolean more;
        do {
            more = Boolean.TRUE.equals(transaction.execute(status -> expireSome()));
        } while (more && !Thread.currentThread().isInterrupted());
    }

    private boolean expireSome() {
        List<Told> expired = store.expire();
        tell(CodeEvent.EXPIRED, expired);
        return expired.size() == CodeStore.AT_ONCE;
    }

    private void tell(CodeEvent event, List<Told> codes) {
        Instant now = clock.instant();
        List<Outgoing> events = new ArrayList<>();
        Set<String> partners = new HashSet<>();
        for (Told code : codes) {
            if (code.requestId() == null) {
                continue;
            }
            partners.add(code.partner());
            events.add(
                    new Outgoing(
                            code.partner(),
                            Outgoing.Channel.EVENTS,
                            event.word(),
                            null,
                            code.id().toString(),
                            wording.event(event, code, code.requestId(), now)));
        }
        outgoing.add(events);
        AfterCommit.run(() -> partners.forEach(postmen::wake));
    }
}
