package kz.nusqau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import kz.nusqau.platform.EndOfTests;
import kz.nusqau.platform.Pauses;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.simulator.counterparty.Faults;
import kz.nusqau.simulator.smsc.MessageState;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Gives tests the one {@link HubUnderTest} of this JVM, started at the first use and closed at the
 * JVM's end:
 *
 * <pre>{@code
 * @ExtendWith(SharedHub.class)
 * class BalanceIT {
 *     @Test
 *     void answersBalance(HubUnderTest hub) { … }
 * }
 * }</pre>
 *
 * <p>Use numbers that no other class uses ({@link FreshMsisdn} has them). A class that fails leaves
 * faults, pauses and planned work behind: the next one begins without them, and when what was
 * started before has ended, as a fault would strike that instead. Banks take orders at every hour.
 * The hub knows a {@link LoginProvider}, which is not there when it starts.
 */
public final class SharedHub implements BeforeAllCallback, ParameterResolver {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public void beforeAll(ExtensionContext context) {
        var hub = Started.HUB;
        var simulator = hub.simulator();
        Stream.of(
                        simulator.billing().faults(),
                        simulator.wooppay().faults(),
                        simulator.kazeuromobile().faults(),
                        simulator.kaspi().faults(),
                        simulator.halyk().faults())
                .forEach(Faults::clear);
        simulator.smsc().clearFaults();
        simulator.smsc().deliveryState(submitted -> MessageState.DELIVERED);
        letGoOn(hub);
        hub.awaitBound("kcell");
        await("the end of what was started before")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(underWay(hub)).isZero());
    }

    private static void letGoOn(HubUnderTest hub) {
        var pauses = hub.bean(Pauses.class);
        hub.bean(JdbcTemplate.class)
                .queryForList("SELECT kind, name FROM platform.pause")
                .forEach(
                        each ->
                                pauses.resume(
                                        (String) each.get("kind"),
                                        (String) each.get("name"),
                                        () -> {}));
        var work = hub.bean(PlannedWork.class);
        work.windows().all().forEach(window -> work.end(window.id(), () -> {}));
    }

    /** Texts to read and to send, and commands; one that nobody can answer is a person's. */
    private static int underWay(HubUnderTest hub) {
        return hub.bean(JdbcTemplate.class)
                .queryForObject(
                        """
                        SELECT (SELECT count(*) FROM mailbox.inbox_pending)
                             + (SELECT count(*) FROM mailbox.outbound_open)
                             + (SELECT count(*) FROM counterparty.command
                                 WHERE due_at < 'infinity' AND NOT parked)
                        """,
                        Integer.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == HubUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Started.HUB;
    }

    /** Not in JUnit's store, which can end with each class: that is up to who runs the tests. */
    private static final class Started {

        private static final HubUnderTest HUB = HubUnderTest.start(settings());

        static {
            EndOfTests.close(HUB::close);
        }

        private static Map<String, Object> settings() {
            Map<String, Object> settings = new LinkedHashMap<>(BankHours.always());
            settings.putAll(LoginProvider.settings());
            return settings;
        }
    }
}
