package kz.nusqau.console;

import java.util.Locale;
import kz.nusqau.counterparty.CounterpartyDesk;
import kz.nusqau.partner.PartnerDesk;
import kz.nusqau.sms.BindDesk;
import org.springframework.stereotype.Component;

/** Holds things still and lets them go on; the act and its record are one. */
@Component
class Holding {

    private final BindDesk binds;
    private final CounterpartyDesk counterparties;
    private final PartnerDesk partners;
    private final AuditLog audit;

    Holding(BindDesk binds, CounterpartyDesk counterparties, PartnerDesk partners, AuditLog audit) {
        this.binds = binds;
        this.counterparties = counterparties;
        this.partners = partners;
        this.audit = audit;
    }

    boolean canHold(Subject subject) {
        return subject != Subject.QUEUE;
    }

    static Act act(Subject subject, boolean pauses) {
        return switch (subject) {
            case BIND -> pauses ? Act.BIND_PAUSED : Act.BIND_RESUMED;
            case COUNTERPARTY -> pauses ? Act.COUNTERPARTY_PAUSED : Act.COUNTERPARTY_RESUMED;
            case PARTNER -> pauses ? Act.PARTNER_SUSPENDED : Act.PARTNER_RESUMED;
            case QUEUE -> throw new IllegalArgumentException("nobody can hold a queue");
        };
    }

    /** False where it is so already. */
    boolean pause(Subject subject, String id, String who, String reason) {
        Runnable record = () -> record(subject, true, id, who, reason);
        return switch (subject) {
            case BIND -> binds.pause(id, who, reason, record);
            case COUNTERPARTY -> counterparties.pause(id, who, reason, record);
            case PARTNER -> partners.suspend(id, who, reason, record);
            case QUEUE -> false;
        };
    }

    /** The same the other way round. */
    boolean resume(Subject subject, String id, String who, String reason) {
        Runnable record = () -> record(subject, false, id, who, reason);
        return switch (subject) {
            case BIND -> binds.resume(id, record);
            case COUNTERPARTY -> counterparties.resume(id, record);
            case PARTNER -> partners.resume(id, who, reason, record);
            case QUEUE -> false;
        };
    }

    private void record(Subject subject, boolean pauses, String id, String who, String reason) {
        audit.record(
                who,
                act(subject, pauses),
                subject.name().toLowerCase(Locale.ROOT) + " " + id,
                reason,
                "");
    }
}
