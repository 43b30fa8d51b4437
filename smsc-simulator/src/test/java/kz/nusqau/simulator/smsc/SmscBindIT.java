package kz.nusqau.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.CommandStatus;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import org.awaitility.Awaitility;
import org.jsmpp.bean.BindType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmscBindIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({"hub, wrong, 14", "nobody, secret, 15"})
    void refusesBadCredentials(String systemId, String password, int status) throws Exception {
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var esme = new RawEsme(smsc.port())) {

            var answer = esme.ask(CommandId.BIND_TRANSCEIVER, RawEsme.bind(systemId, password, ""));

            assertThat(answer.status()).isEqualTo(status);
            assertThat(esme.readToEnd().length()).isZero();
            assertThat(smsc.bound()).isEmpty();
        }
    }

    @Test
    void refusesMoreSessionsThanTheContractAllows() throws Exception {
        var account = Account.of("hub", "secret").withMaxSessions(1);
        try (var smsc = Smsc.builder().account(account).start();
                var first = RawEsme.bound(smsc.port());
                var second = new RawEsme(smsc.port())) {

            var answer = second.ask(CommandId.BIND_TRANSCEIVER, RawEsme.bind("hub", "secret", ""));

            assertThat(answer.status()).isEqualTo(CommandStatus.BIND_FAILED);
            assertThat(first.ask(CommandId.ENQUIRE_LINK, emptyBody()).status()).isZero();
        }
    }

    @Test
    void refusesSecondBindOfASession() throws Exception {
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var esme = RawEsme.bound(smsc.port())) {

            var answer = esme.ask(CommandId.BIND_RECEIVER, RawEsme.bind("hub", "secret", ""));

            assertThat(answer.status()).isEqualTo(CommandStatus.ALREADY_BOUND);
        }
    }

    @Test
    void callsAnEsmeThatListensAndLetsItBindThere() throws Exception {
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            smsc.outbind(new Outbind("127.0.0.1", port.getLocalPort(), "smsc", "word"));
            try (var esme = new RawEsme(port.accept())) {
                var outbind = esme.read();
                assertThat(outbind.commandId()).isEqualTo(CommandId.OUTBIND);
                assertThat(outbind.body())
                        .isEqualTo(new FieldWriter().cString("smsc").cString("word").toOctets());

                var answer = esme.ask(CommandId.BIND_RECEIVER, RawEsme.bind("hub", "secret", ""));

                assertThat(answer.status()).isZero();
                smsc.deliver("77011234567", "9909", "bal");
                assertThat(esme.read().commandId()).isEqualTo(CommandId.DELIVER_SM);
            }
        }
    }

    @Test
    void callsWhenSomethingWaits() throws Exception {
        try (var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var smsc =
                        Smsc.builder()
                                .account("hub", "secret")
                                .outbind(
                                        new Outbind(
                                                "127.0.0.1", port.getLocalPort(), "smsc", "word"))
                                .start()) {
            smsc.deliver("77011234567", "9909", "bal");

            try (var esme = new RawEsme(port.accept())) {
                assertThat(esme.read().commandId()).isEqualTo(CommandId.OUTBIND);
                esme.ask(CommandId.BIND_RECEIVER, RawEsme.bind("hub", "secret", ""));
                assertThat(esme.read().commandId()).isEqualTo(CommandId.DELIVER_SM);
            }
        }
    }

    @Test
    void refusesAddressRangeThatIsNoExpression() throws Exception {
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var esme = new RawEsme(smsc.port())) {

            var answer = esme.ask(CommandId.BIND_RECEIVER, RawEsme.bind("hub", "secret", "7(7"));

            assertThat(answer.status()).isEqualTo(CommandStatus.BIND_FAILED);
        }
    }

    @Test
    void separatesReceiverFromTransmitter() throws Exception {
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var receiver = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_RX);
                var transmitter = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TX)) {
            smsc.awaitBound(2, SOON);

            assertThat(smsc.deliver("77011234567", "9909", "bal").awaitAnswer(SOON)).isZero();
            assertThat(transmitter.submit("9909", "77011234567", "ok")).isNotEmpty();

            assertThat(receiver.deliveriesWaiting()).isEqualTo(1);
            assertThat(transmitter.deliveriesWaiting()).isZero();
            assertThatThrownBy(() -> receiver.submit("9909", "77011234567", "no"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void spreadsTextsOverTheSessionsOfOneAccount() throws Exception {
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var one = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX);
                var two = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX);
                var three = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_RX)) {
            smsc.awaitBound(3, SOON);

            var sessions = new HashSet<Long>();
            for (int i = 0; i < 9; i++) {
                var delivery = smsc.deliver("7701123456" + i, "9909", "bal");
                delivery.awaitAnswer(SOON);
                sessions.add(delivery.attempts().getFirst().session());
            }

            assertThat(sessions).hasSize(3);
            assertThat(one.deliveriesWaiting()).isEqualTo(3);
            assertThat(two.deliveriesWaiting()).isEqualTo(3);
            assertThat(three.deliveriesWaiting()).isEqualTo(3);
        }
    }

    @Test
    void sendsTextToTheSessionThatServesItsShortCode() throws Exception {
        try (var smsc =
                        Smsc.builder()
                                .account("bank", "secret", "2323")
                                .account("hub", "secret")
                                .start();
                var bank = Esme.bind(smsc.port(), "bank", "secret", BindType.BIND_RX);
                var hub = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_RX, "7701|9909")) {
            smsc.awaitBound(2, SOON);

            smsc.deliver("77011234567", "2323", "on").awaitAnswer(SOON);
            smsc.deliver("77011234567", "9909", "bal").awaitAnswer(SOON);
            var unserved = smsc.deliver("77011234567", "5505", "topup");

            assertThat(bank.takeDelivery().getDestAddress()).isEqualTo("2323");
            assertThat(hub.takeDelivery().getDestAddress()).isEqualTo("9909");
            assertThatThrownBy(() -> unserved.awaitAnswer(Duration.ofMillis(100)))
                    .isInstanceOf(ScriptTimeout.class);
            assertThat(smsc.stats().held()).isEqualTo(1);
        }
    }

    @Test
    void holdsTextsUntilSomebodyBinds() throws Exception {
        try (var smsc = Smsc.builder().account("hub", "secret").start()) {
            var delivery = smsc.deliver("77011234567", "9909", "bal");

            try (var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
                assertThat(delivery.awaitAnswer(SOON)).isZero();
                assertThat(esme.takeDelivery().getShortMessage()).isEqualTo("bal".getBytes());
            }
        }
    }

    @Test
    void unbindsInOrder() throws Exception {
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var esme = RawEsme.bound(smsc.port())) {

            assertThat(esme.ask(CommandId.UNBIND, emptyBody()).commandId())
                    .isEqualTo(CommandId.UNBIND | CommandId.RESPONSE);

            assertThat(esme.readToEnd().length()).isZero();
            Awaitility.await().until(() -> smsc.bound().isEmpty());
        }
    }

    @Test
    void asksEsmesToUnbind() throws Exception {
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var esme = RawEsme.bound(smsc.port())) {

            smsc.unbindAll();

            assertThat(esme.read().commandId()).isEqualTo(CommandId.UNBIND);
        }
    }

    @Test
    void goesDownAndComesBackOnTheSamePort() throws Exception {
        try (var smsc = Smsc.builder().account("hub", "secret").start()) {
            try (var esme = RawEsme.bound(smsc.port())) {
                smsc.goDown();

                assertThat(esme.readToEnd().length()).isZero();
                assertThatThrownBy(() -> new RawEsme(smsc.port())).isInstanceOf(IOException.class);
            }
            smsc.comeBack();

            try (var again = RawEsme.bound(smsc.port())) {
                assertThat(again.ask(CommandId.ENQUIRE_LINK, emptyBody()).status()).isZero();
            }
        }
    }

    @Test
    void enquiresAndClosesSilentSession() throws Exception {
        try (var smsc =
                        Smsc.builder()
                                .account("hub", "secret")
                                .enquireLinkEvery(Duration.ofMillis(50))
                                .start();
                var silent = RawEsme.bound(smsc.port())) {

            assertThat(silent.read().commandId()).isEqualTo(CommandId.ENQUIRE_LINK);

            silent.readToEnd();
            Awaitility.await().until(() -> smsc.bound().isEmpty());
        }
    }

    private static kz.nusqau.simulator.smsc.pdu.Octets emptyBody() {
        return kz.nusqau.simulator.smsc.pdu.Octets.EMPTY;
    }
}
