package kz.nusqau.console;

import java.util.List;
import java.util.Optional;
import kz.nusqau.counterparty.CounterpartyDesk;
import kz.nusqau.counterparty.CounterpartyView;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.platform.PlannedWork.Plan;
import kz.nusqau.platform.PlannedWork.Planned;
import kz.nusqau.platform.WorkWindow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plans work and ends it (R-OPS-1); the act and its record are one. */
@Component
class WorkPlanning {

    private final PlannedWork work;
    private final CounterpartyDesk counterparties;
    private final AuditLog audit;

    WorkPlanning(PlannedWork work, CounterpartyDesk counterparties, AuditLog audit) {
        this.work = work;
        this.counterparties = counterparties;
        this.audit = audit;
    }

    /** What is planned, goes on, or was over less than a day ago: the last first. */
    List<WorkWindow> all() {
        return work.windows().all().reversed();
    }

    Optional<WorkWindow> find(long id) {
        return all().stream().filter(window -> window.id() == id).findFirst();
    }

    /** Ids of what can be worked on beside the hub as a whole. */
    List<String> counterparties() {
        return counterparties.all().stream().map(CounterpartyView::id).toList();
    }

    boolean isKnown(@Nullable String counterparty) {
        return counterparty == null || counterparties().contains(counterparty);
    }

    Planned plan(Plan plan, String who, String why) {
        return work.plan(
                plan,
                who,
                id -> audit.record(who, Act.WORK_PLANNED, subject(id), why, effect(plan)));
    }

    /** False where it is over already, or was never planned. */
    boolean end(long id, String who, String why) {
        return work.end(id, () -> audit.record(who, Act.WORK_ENDED, subject(id), why, ""));
    }

    private static String subject(long id) {
        return "work " + id;
    }

    private static String effect(Plan plan) {
        return "%s, %s to %s, %s%s"
                .formatted(
                        plan.counterparty() == null ? "hub" : plan.counterparty(),
                        plan.start(),
                        plan.end(),
                        plan.reason().word(),
                        plan.urgent() ? ", urgent" : "");
    }
}
