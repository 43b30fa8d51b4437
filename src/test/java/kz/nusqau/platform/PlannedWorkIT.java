package kz.nusqau.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.platform.PlannedWork.Fault;
import kz.nusqau.platform.PlannedWork.Plan;
import kz.nusqau.platform.PlannedWork.Planned;
import kz.nusqau.platform.WorkWindow.Told;
import kz.nusqau.shared.WorkReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Nodes that plan work and tell of it, in years that the hub itself doesn't see yet. */
@ExtendWith(SharedHub.class)
@Tag("R-OPS-1")
class PlannedWorkIT {

    private final String system = "system-" + UUID.randomUUID();
    private final List<String> told = new ArrayList<>();
    private JdbcTemplate jdbc;
    private TransactionTemplate transaction;
    private Instant now;
    private PlannedWork node;
    private PlannedWork other;

    @BeforeEach
    void begin(HubUnderTest hub) {
        jdbc = hub.bean(JdbcTemplate.class);
        transaction = hub.bean(TransactionTemplate.class);
        now = Instant.now().plus(Duration.ofDays(3_650)).truncatedTo(ChronoUnit.SECONDS);
        node = node();
        other = node();
    }

    @AfterEach
    void leaveNothing() {
        jdbc.update("DELETE FROM platform.planned_work WHERE counterparty = ?", system);
    }

    /** As it starts. */
    private PlannedWork node() {
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        return new PlannedWork(jdbc, transaction, clock);
    }

    private Planned plan(int from, int to, boolean urgent) {
        return node.plan(
                new Plan(
                        system,
                        now.plus(Duration.ofMinutes(from)),
                        now.plus(Duration.ofMinutes(to)),
                        WorkReason.NETWORK,
                        urgent),
                "supervisor",
                id -> {});
    }

    private long planned(int from, int to, boolean urgent) {
        return ((Planned.Done) plan(from, to, urgent)).window().id();
    }

    private static Planned refused(Fault fault) {
        return new Planned.Refused(fault);
    }

    /** Each node looks and tells, also one that has just started. */
    private void turn(Duration later) {
        now = now.plus(later);
        for (PlannedWork each : List.of(node, other, node())) {
            each.look();
            each.tell(this::note);
        }
    }

    private void note(Told due, WorkWindow window) {
        if (system.equals(window.counterparty())) {
            told.add(due + (window.calledOff() ? " called off" : ""));
        }
    }

    @Test
    void isPlannedAQuarterOfAnHourAheadOrIsUrgent() {
        assertThat(plan(14, 60, false)).isEqualTo(refused(Fault.TOO_SOON));
        assertThat(plan(30, 30, true)).isEqualTo(refused(Fault.NO_TIME));
        assertThat(plan(-30, 0, true)).isEqualTo(refused(Fault.NO_TIME));
        assertThat(plan(15, 15 + 12 * 60 + 1, false)).isEqualTo(refused(Fault.TOO_LONG));

        assertThat(plan(15, 15 + 12 * 60, false)).isInstanceOf(Planned.Done.class);
        assertThat(plan(14, 16, true)).isEqualTo(refused(Fault.OVERLAPS));
        assertThat(plan(-1, 15, true)).isInstanceOf(Planned.Done.class);
        assertThat(node.on(system).orElseThrow().start()).isEqualTo(now);
        other.look();
        assertThat(other.on(system)).isPresent();
    }

    @Test
    void isNotPlannedWithoutItsRecord() {
        var plan =
                new Plan(system, now, now.plus(Duration.ofMinutes(1)), WorkReason.EQUIPMENT, true);

        assertThatThrownBy(
                        () ->
                                node.plan(
                                        plan,
                                        "supervisor",
                                        id -> {
                                            throw new IllegalStateException("no record");
                                        }))
                .hasMessage("no record");

        node.look();
        assertThat(node.on(system)).isEmpty();
    }

    @Test
    @Tag("R-OPS-9")
    void isToldOnceOverNodesAndStarts() {
        planned(20, 30, false);
        turn(Duration.ZERO);
        assertThat(told).isEmpty();

        turn(Duration.ofMinutes(4));
        turn(Duration.ofMinutes(1));
        assertThat(told).containsExactly("PLANNED");
        turn(Duration.ofMinutes(15));
        turn(Duration.ofMinutes(5));
        assertThat(told).containsExactly("PLANNED", "BEGUN");
        turn(Duration.ofMinutes(5));
        turn(Duration.ofDays(2));
        assertThat(told).containsExactly("PLANNED", "BEGUN", "ENDED");
    }

    @Test
    @Tag("R-OPS-9")
    void isToldAgainWhereTheNewsWasNotWritten() {
        planned(15, 30, false);

        node.look();
        assertThatThrownBy(
                        () ->
                                node.tell(
                                        (due, window) -> {
                                            throw new IllegalStateException("the disk is full");
                                        }))
                .hasMessage("the disk is full");
        turn(Duration.ZERO);

        assertThat(told).containsExactly("PLANNED");
    }

    @Test
    @Tag("R-OPS-9")
    void endsEarlyOrIsCalledOffAndThatIsToldToWhoKnewOfIt() {
        long first = planned(0, 60, true);
        turn(Duration.ZERO);
        now = now.plus(Duration.ofMinutes(5));
        assertThat(other.end(first, () -> {})).isTrue();
        assertThat(other.end(first, () -> told.add("twice"))).isFalse();
        assertThat(other.on(system)).isEmpty();
        assertThat(other.windows().all())
                .filteredOn(window -> window.id() == first)
                .allSatisfy(window -> assertThat(window.end()).isEqualTo(now));
        turn(Duration.ZERO);
        assertThat(told).containsExactly("BEGUN", "ENDED");

        long second = planned(15, 60, false);
        turn(Duration.ZERO);
        node.end(second, () -> {});
        turn(Duration.ofMinutes(30));
        long unheard = planned(60, 70, false);
        node.end(unheard, () -> {});
        turn(Duration.ofHours(2));
        assertThat(told).containsExactly("BEGUN", "ENDED", "PLANNED", "ENDED called off");
        // Its time is free again.
        assertThat(plan(15, 60, false)).isInstanceOf(Planned.Done.class);
    }
}
