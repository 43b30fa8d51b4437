package kz.nusqau.ussd;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.util.HashMap;
import java.util.List;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.shared.Language;
import kz.nusqau.sms.smpp.Heap;
import kz.nusqau.sms.smpp.Noise;
import kz.nusqau.sms.smpp.RawMessage;
import kz.nusqau.sms.smpp.ShortMessage;
import kz.nusqau.ussd.Dialect.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a gateway sends is a step or none, and has a screen for an answer. */
@Timeout(value = 30, unit = MINUTES, threadMode = SEPARATE_THREAD)
class DialectFuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 2323);
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 30_000);
    private static final List<List<String>> PLACES =
            List.of(List.of(), List.of("2"), List.of("3"), List.of("4"), List.of("5", "2"));

    private final Noise noise = new Noise(SEED);
    private final Navigation navigation = new Navigation(CatalogueForTests.catalogue().menus());
    private int typed;

    @Test
    void readsAndAnswersEveryStep() {
        System.out.printf("fuzz.seed=%d fuzz.inputs=%d%n", SEED, INPUTS);
        var heap = new Heap(INPUTS);
        int steps = 0;
        for (int i = 1; i <= INPUTS; i++) {
            steps += isStep(noise.deliverBody(), i) ? 1 : 0;
            heap.look(i);
        }
        System.out.println("steps read: " + steps + " of " + INPUTS + ", typed: " + typed);
        assertThat(steps).isGreaterThan(INPUTS / 10);
        assertThat(typed).isGreaterThan(INPUTS / 10);
        heap.assertSteady();
    }

    private boolean isStep(byte[] body, int number) {
        ShortMessage message;
        try {
            message = new RawMessage(false, body).read();
        } catch (IllegalStateException refused) {
            return false;
        }
        for (Dialect dialect : Dialect.BUILT_IN.values()) {
            var read = dialect.read(number % 2 == 0 ? message : typed(message, dialect));
            var screen =
                    dialect.write(
                            "9909", "77011234567", read.sessionInfo(), "1 Иә", number % 3 == 0);
            assertThat(screen.parameters()).containsKey(ShortMessage.USSD_SERVICE_OP);
            if (read.step() instanceof Step.Typed(var text)) {
                var place = PLACES.get(number % PLACES.size());
                assertThat(navigation.move("9909", place, List.of(text), Language.KK)).isNotNull();
                typed++;
            }
        }
        return true;
    }

    /** Noise hardly ever has the number of an operation. */
    private static ShortMessage typed(ShortMessage message, Dialect dialect) {
        var parameters = new HashMap<>(message.parameters());
        parameters.put(
                ShortMessage.USSD_SERVICE_OP, new byte[] {(byte) dialect.operations().typed()});
        return new ShortMessage(
                message.serviceType(),
                message.source(),
                message.destination(),
                message.esmClass(),
                message.dataCoding(),
                message.octets(),
                parameters);
    }
}
