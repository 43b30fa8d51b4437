package kz.nusqau.counterparty.bank;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import kz.nusqau.counterparty.Stage;
import kz.nusqau.counterparty.TestBroker;
import kz.nusqau.simulator.bank.BankSandbox;
import kz.nusqau.simulator.bank.Profile;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bank that is started before its broker. */
class BankReconnectIT {

    @Test
    void servesABrokerThatComesLateAndComesBack(@TempDir Path folder) throws Exception {
        var broker = new TestBroker(folder);
        broker.stop();
        try (var web = WebServer.start("127.0.0.1", 0);
                var halyk = BankSandbox.of(Profile.halyk(), World.demo()).mount(web, "/halyk")) {
            halyk.keepConnecting(broker.url(), "any", "any");

            broker.start();
            assertThat(answer(broker)).contains("XchgRate");

            broker.stop();
            broker.start();
            assertThat(answer(broker)).contains("XchgRate");
        } finally {
            broker.stop();
        }
    }

    private static String answer(TestBroker broker) throws JMSException {
        var pool = broker.connections();
        try (var connection = pool.createConnection();
                var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            var request =
                    session.createTextMessage(
                            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.016.001.04\">"
                                    + "<GetCcyXchgRate><MsgHdr><MsgId>1</MsgId>"
                                    + "<CreDtTm>2026-11-21T10:00:00Z</CreDtTm></MsgHdr>"
                                    + "</GetCcyXchgRate></Document>");
            var replies = session.createTemporaryQueue();
            request.setJMSReplyTo(replies);
            session.createProducer(session.createQueue("bank.halyk.requests")).send(request);
            var answer =
                    (TextMessage)
                            session.createConsumer(replies).receive(Stage.PATIENCE.toMillis());
            return answer.getText();
        } finally {
            pool.stop();
        }
    }
}
