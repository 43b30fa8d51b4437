package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.ledger.LedgerReport;
import kz.nusqau.ledger.Posted;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.simulator.counterparty.CallbackFate;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.BadSignature;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Callback;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Nonsense;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers and callbacks that go wrong under a hub's usual times; the other faults of each step are
 * in {@link EmoneyKindsFaultsIT}. What the payer has in the end is in the sandboxes' books.
 */
@ExtendWith(SharedHub.class)
class PaymentFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String msisdn = FreshMsisdn.next();
    private Faults switched;

    /** Not earlier: a charge comes after the receipt. */
    @AfterEach
    void switchOff() {
        switched.clear();
    }

    /** A payment by either e-money system. */
    enum Bill {
        ALMA("pay alma 7273001123 1500tg", "1500.00", "98500.00"),
        SU("pay su 12345678 1500tg", "1520.00", "98480.00");

        private final String text;
        private final String taken;
        private final String left;

        Bill(String text, String taken, String left) {
            this.text = text;
            this.taken = taken;
            this.left = left;
        }
    }

    record Case(Bill bill, String operation, CounterpartyFault fault) {

        Case(String operation, CounterpartyFault fault) {
            this(Bill.ALMA, operation, fault);
        }

        @Override
        public String toString() {
            return bill + " " + operation + " " + fault;
        }
    }

    static Stream<Case> paidAllTheSame() {
        return Stream.of(
                new Case("reservation", new Nonsense("<html>")),
                new Case("deposit", new BadSignature()),
                new Case("charge", new AnswerLost()),
                new Case(Bill.SU, "deposit", new Callback(CallbackFate.LOST)),
                new Case(Bill.SU, "deposit", new Callback(CallbackFate.FIRST)),
                new Case(Bill.SU, "billpay", new Callback(CallbackFate.TWICE)),
                new Case(Bill.SU, "billpay", new Callback(CallbackFate.FORGED)));
    }

    @ParameterizedTest
    @MethodSource("paidAllTheSame")
    @Tag("R-INS-4")
    @Tag("R-INS-10")
    void paysOnceWhenAnAnswerIsLost(Case faulty, HubUnderTest hub) {
        assertThat(pay(hub, faulty)).contains("Paid: 1,500.00 KZT");

        InstructionId id = awaitState(hub, PaymentState.SETTLED);
        assertThat(hub.simulator().billing().books().taken(msisdn))
                .hasToString(faulty.bill().taken);
        assertBooks(hub, faulty.bill().left);
        assertThat(openPending(hub, id)).isZero();
    }

    @Test
    @Tag("R-INS-4")
    void givesAllBackWhenTheReversalIsNotToldOf(HubUnderTest hub) {
        var reversals = hub.simulator().kazeuromobile().faults();
        reversals.enqueue("reversal", new Callback(CallbackFate.LOST));

        assertThat(pay(hub, new Case(Bill.SU, "billpay", new Refuse("requestDeclined"))))
                .contains("is back");

        awaitState(hub, PaymentState.REVERSED);
        assertBooks(hub, "100000.00");
    }

    private String pay(HubUnderTest hub, Case faulty) {
        hub.simulator().smsc().deliver(msisdn, "7701", faulty.bill().text);
        String code = read(hub).substring(0, 6);
        var emoney =
                faulty.bill() == Bill.SU
                        ? hub.simulator().kazeuromobile()
                        : hub.simulator().wooppay();
        Faults faults =
                Stream.of(hub.simulator().billing().faults(), emoney.faults())
                        .filter(each -> each.operations().contains(faulty.operation()))
                        .findFirst()
                        .orElseThrow();
        switched = faults;
        faults.enqueue(faulty.operation(), faulty.fault());
        hub.simulator().smsc().deliver(msisdn, "4404", code);
        return read(hub);
    }

    private String read(HubUnderTest hub) {
        return hub.simulator().smsc().takeMessage(msisdn, PATIENCE).text();
    }

    private InstructionId awaitState(HubUnderTest hub, PaymentState state) {
        return StoredStates.awaitState(hub, msisdn, state, PATIENCE);
    }

    private void assertBooks(HubUnderTest hub, String available) {
        var billing = hub.simulator().billing().books();
        assertThat(billing.available(msisdn)).hasToString(available);
        assertThat(billing.reserved(msisdn)).hasToString("0.00");
        assertThat(billing.doubleCharges()).isEmpty();
        for (var emoney : List.of(hub.simulator().wooppay(), hub.simulator().kazeuromobile())) {
            assertThat(emoney.books().wallet(msisdn)).hasToString("0.00");
            assertThat(emoney.books().doubleDeposits()).isEmpty();
            assertThat(emoney.books().doublePayments()).isEmpty();
        }
        LedgerReport report = hub.bean(LedgerCheck.class).run();
        assertThat(report.faults()).isEmpty();
    }

    private static long openPending(HubUnderTest hub, InstructionId id) {
        return Posted.open(hub.bean(Ledger.class).of(id));
    }
}
