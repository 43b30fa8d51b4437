package kz.nusqau.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import kz.nusqau.ExternalBroker;
import kz.nusqau.HubProcess;
import kz.nusqau.OutsideWorld;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.PostgresForTests.TestDatabase;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.smsc.UssdCall;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Dialogues whose hub dies on the way. */
@Tag("S-USSD")
@Tag("I-2")
@Tag("I-6")
class KilledDialogueIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Amount PRICE = Amount.tenge(1500);
    private static final String TO_THE_AMOUNT = "*9909*2*1*7273001123#";

    private final SimulatorOptions options = SimulatorOptions.defaults();
    private final Simulator simulator = Simulator.start(options);
    private final TestDatabase database = PostgresForTests.migrated();

    @AfterEach
    void stopSimulator() {
        simulator.close();
    }

    @Test
    void goesOnWithTheHubThatWasKilledAndPaysOnce() {
        // What a hub says that has just begun may take longer than one waits at a screen.
        try (var hub = hub("killed").with("nusqau.ussd.answer-within", "60s")) {
            hub.start();
            simulator.smsc().awaitBound(3, SOON);
            var call = dial("77013400001", TO_THE_AMOUNT);
            assertThat(call.takeScreen(SOON).text()).contains("Введите сумму");
            kill(hub);
            var amount = call.type("1500");
            hub.start();

            assertThat(amount.awaitAnswer(SOON)).isZero();
            assertThat(call.takeScreen(SOON).text()).contains("1 500,00 тг").contains("код из SMS");
            String code = Phone.codeIn(text("77013400001"));
            assertThat(call.type(code).awaitAnswer(SOON)).isZero();
            kill(hub);
            hub.start();

            assertThat(outcome("77013400001")).contains("1 500,00 тг").contains(" N");
            if (!call.isOver()) {
                // The screen went down with the hub; whatever is typed ends in a defined way.
                assertThat(call.type(code).awaitAnswer(SOON)).isZero();
                var last = call.takeScreen(SOON);
                assertThat(last.text()).contains("Сеанс завершен");
                assertThat(last.ends()).isTrue();
            }
            assertPaidOnce(List.of("77013400001"));
        }
    }

    @Test
    void theOtherNodeGoesOnWithTheDialoguesOfADeadOne() {
        try (var broker = ExternalBroker.start();
                var one = hub("one").with(broker.settings());
                var other = hub("other").with(broker.settings())) {
            other.with("nusqau.privacy.keys", one.dataDir().resolve("secrets/master-keys"));
            one.with("nusqau.smpp.binds[1].sessions", 2).start();
            other.with("nusqau.smpp.binds[1].sessions", 2).start();
            await().atMost(SOON).until(() -> isBoundByBoth(one, other));
            simulator.smsc().awaitBound(4, SOON);
            var payers = phones(10);
            var calls = payers.stream().map(phone -> dial(phone, TO_THE_AMOUNT)).toList();
            calls.forEach(
                    call -> assertThat(call.takeScreen(SOON).text()).contains("Введите сумму"));
            var asking = phones(20);
            Map<String, String> told = new ConcurrentHashMap<>();
            simulator.smsc().onMessage(text -> told.put(text.destination(), text.text()));

            var slow = simulator.billing().faults();
            slow.set("query", new CounterpartyFault.LateAnswer(Duration.ofSeconds(3)));
            long stored = simulator.smsc().stats().accepted() + payers.size() + asking.size();
            calls.forEach(call -> call.type("1500"));
            asking.forEach(
                    phone ->
                            dial(phone, "*9909*1#")
                                    .onScreen(screen -> told.put(phone, screen.text())));
            await().atMost(SOON).until(() -> simulator.smsc().stats().accepted() >= stored);
            one.kill();
            slow.clear();

            payers.forEach(this::confirm);
            assertPaidOnce(payers);
            // A screen that says to wait for a text may come before it.
            await().atMost(SOON)
                    .untilAsserted(
                            () ->
                                    assertThat(asking)
                                            .allSatisfy(
                                                    phone ->
                                                            assertThat(told.get(phone))
                                                                    .contains("100 000,00 тг")));
        }
    }

    private static List<String> phones(int from) {
        return IntStream.range(from, from + 8).mapToObj(i -> "770134000" + i).toList();
    }

    /** On the screen where the dialogue can be taken up, else by text. */
    private void confirm(String phone) {
        String code = Phone.codeIn(text(phone));
        var again = dial(phone, "*9909#");
        if (again.takeScreen(SOON).text().contains("код из SMS")) {
            again.type(code);
        } else {
            again.abort();
            simulator.smsc().deliver(phone, "4404", code);
        }
        assertThat(outcome(phone)).contains("1 500,00 тг").contains(" N");
    }

    private void assertPaidOnce(List<String> phones) {
        var billing = simulator.billing().books();
        await().atMost(SOON).until(() -> billing.openReservations().isEmpty());
        assertThat(phones).allSatisfy(phone -> assertThat(billing.taken(phone)).isEqualTo(PRICE));
        assertThat(billing.doubleCharges()).isEmpty();
        assertThat(simulator.wooppay().books().payments()).hasSameSizeAs(phones);
        assertThat(simulator.wooppay().books().doublePayments()).isEmpty();
    }

    private HubProcess hub(String name) {
        return HubProcess.on(TemporaryFolder.create(name))
                .with(database.settings())
                .with(OutsideWorld.settings(simulator, options))
                .with(OutsideWorld.ussd(simulator))
                // So that a slow answer is late, and not given up before.
                .with(OutsideWorld.patience());
    }

    private void kill(HubProcess hub) {
        hub.kill();
        await().atMost(SOON).until(() -> simulator.smsc().bound().isEmpty());
    }

    /** Each has sessions for texts and for dialogues. */
    private boolean isBoundByBoth(HubProcess one, HubProcess other) {
        return List.of(one, other).stream()
                .allMatch(node -> hasBound(node, "kcell/") && hasBound(node, "kcell-ussd/"));
    }

    private static boolean hasBound(HubProcess node, String slots) {
        try (var lines = Files.lines(node.log())) {
            return lines.anyMatch(line -> line.contains(slots) && line.contains("is bound as TRX"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UssdCall dial(String phone, String code) {
        return simulator.smsc().dial(phone, code);
    }

    /** The text after those that say that a payment takes its time, as on a busy machine. */
    private String outcome(String phone) {
        String text = text(phone);
        while (text.contains("еще выполняется")) {
            text = text(phone);
        }
        return text;
    }

    private String text(String phone) {
        return simulator.smsc().takeMessage(phone, SOON).text();
    }
}
