package kz.nusqau.counterparty.bank;

import static kz.nusqau.counterparty.Stage.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.stream.Stream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.CommandOutcome.Unknown;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.Stage;
import kz.nusqau.shared.Money;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Nonsense;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that no bank and no hub may read, over the wire, in both directions. */
class HostileBankIT {

    private static final String RATES_REQUEST =
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.016.001.04\"><GetCcyXchgRate>"
                    + "<MsgHdr><MsgId>1</MsgId><CreDtTm>2026-11-21T10:00:00Z</CreDtTm></MsgHdr>"
                    + "</GetCcyXchgRate></Document>";

    private static BankStage stage;

    @BeforeAll
    static void start() throws Exception {
        stage = new BankStage();
    }

    @AfterAll
    static void stop() throws Exception {
        stage.close();
    }

    static Stream<Named<String>> messages() {
        return Stream.of(
                Named.of(
                        "an external entity",
                        "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                                + RATES_REQUEST.replace(">1<", ">&x;<")),
                Named.of(
                        "entities that grow",
                        "<!DOCTYPE Document [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
                                + RATES_REQUEST.replace(">1<", ">&b;<")),
                Named.of(
                        "a document type",
                        "<!DOCTYPE Document SYSTEM \"http://127.0.0.1:1/a.dtd\">" + RATES_REQUEST),
                Named.of("one byte too many", padded(Iso20022.LIMIT_BYTES + 1)),
                Named.of("far too many bytes", padded(4 * Iso20022.LIMIT_BYTES)),
                Named.of(
                        "an element nobody agreed on",
                        RATES_REQUEST.replace("</MsgH", "<X/></MsgH")),
                Named.of("another version", RATES_REQUEST.replace("001.04", "001.01")),
                Named.of("no XML", "{\"MsgId\": 1}"));
    }

    private static String padded(int bytes) {
        return RATES_REQUEST + " ".repeat(bytes - RATES_REQUEST.length());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aBankTurnsThemAwayAndServesOn(String message) throws Exception {
        assertThat(asked("kaspi", padded(Iso20022.LIMIT_BYTES / 2), message, RATES_REQUEST))
                .satisfiesExactly(
                        longest -> assertThat(longest).contains("XchgRate"),
                        hostile -> assertThat(hostile).contains("admi.002").doesNotContain("aaaa"),
                        good -> assertThat(good).contains("XchgRate"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theHubTakesThemForNoAnswerAndAsks(String message) {
        String payer = FreshMsisdn.next();
        var books = stage.halyk.books();
        stage.halyk.faults().enqueue("transfer", new Nonsense(message));

        var key =
                stage.hub.request(
                        "halyk",
                        "transfer",
                        stage.hub.subscriber(payer),
                        new Operation.CreditTransfer(
                                books.account(payer, "KZT").iban(),
                                "KZ86125KZT5004100100",
                                Money.tenge(1_000),
                                "to a friend"));

        outcome(stage.hub, key, Accepted.class);
        assertThat(stage.hub.answers.of(key)).hasSize(2).first().isInstanceOf(Unknown.class);
        assertThat(books.available(books.account(payer, "KZT"))).hasToString("9000.00");
        assertThat(books.doubleTransfers()).isEmpty();
    }

    private static String[] asked(String bank, String... requests) throws Exception {
        var pool = stage.stage.broker.connections();
        try (var connection = pool.createConnection();
                var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            var replies = session.createTemporaryQueue();
            var sender = session.createProducer(session.createQueue("bank." + bank + ".requests"));
            var receiver = session.createConsumer(replies);
            var answers = new String[requests.length];
            for (int i = 0; i < requests.length; i++) {
                var request = session.createTextMessage(requests[i]);
                request.setJMSReplyTo(replies);
                sender.send(request);
                answers[i] = ((TextMessage) receiver.receive(Stage.PATIENCE.toMillis())).getText();
            }
            return answers;
        } finally {
            pool.stop();
        }
    }
}
