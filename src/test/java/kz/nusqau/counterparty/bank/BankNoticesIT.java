package kz.nusqau.counterparty.bank;

import static kz.nusqau.counterparty.Stage.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.counterparty.BankNotice;
import kz.nusqau.counterparty.BankNotices;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.Stage;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.subscriber.Subscribers;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credits that banks tell of by themselves. */
class BankNoticesIT {

    private static BankStage stage;

    @BeforeAll
    static void start() throws Exception {
        stage = new BankStage();
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            for (String message : stage.messages()) {
                if (message.startsWith("<?xml")) {
                    IsoDictionary.judge(message);
                }
            }
        } finally {
            stage.close();
        }
    }

    @AfterEach
    void clear() {
        stage.clear();
    }

    @Test
    @Tag("R-INFO-5")
    void keepsACreditOfTheSettlementAccount() {
        String payer = FreshMsisdn.next();
        var books = stage.kaspi.books();

        var deposit =
                transfer(
                        "kaspi",
                        payer,
                        books.account(payer, "KZT").iban(),
                        books.settlementAccount().iban());

        BankNotice notice = awaitNotice("kaspi", deposit);
        assertThat(notice.settlement()).isTrue();
        assertThat(notice.subscriber()).isEmpty();
        assertThat(notice.amount()).isEqualTo(Money.tenge(70));
        assertThat(notice.instruction()).contains(deposit.instruction().value());
        assertThat(books.settlementAccount().iban()).endsWith(notice.accountTail());
    }

    @Test
    @Tag("R-INFO-7")
    void makesNobodyASubscriber() {
        String payer = FreshMsisdn.next();
        String stranger = FreshMsisdn.next();
        var books = stage.halyk.books();

        var order =
                transfer(
                        "halyk",
                        payer,
                        books.settlementAccount().iban(),
                        books.account(stranger, "KZT").iban());

        BankNotice notice = awaitNotice("halyk", order);
        assertThat(notice.settlement()).isFalse();
        assertThat(notice.subscriber()).isEmpty();
        assertThat(stage.hub.bean(Subscribers.class).known(List.of(new Msisdn(stranger))))
                .isEmpty();
    }

    @Test
    @Tag("R-INFO-7")
    void keepsACreditOfASubscriberOnceHoweverOftenItIsTold() {
        String payee = FreshMsisdn.next();
        var books = stage.halyk.books();
        stage.halyk.faults().enqueue("notice", new CounterpartyFault.DuplicateAnswer());

        var refund =
                transfer(
                        "halyk",
                        payee,
                        books.settlementAccount().iban(),
                        books.account(payee, "KZT").iban());

        await().atMost(Stage.PATIENCE)
                .until(
                        () ->
                                stage.notices.stream()
                                                .filter(
                                                        text ->
                                                                text.contains(
                                                                        MessageIds.of(refund)))
                                                .count()
                                        == 2);
        BankNotice notice = awaitNotice("halyk", refund);
        assertThat(notice.subscriber()).contains(stage.hub.subscriber(payee));
        // One that comes after both shows that neither is on its way any more.
        awaitNotice(
                "halyk",
                transfer(
                        "halyk",
                        payee,
                        books.account(payee, "KZT").iban(),
                        books.settlementAccount().iban()));
        assertThat(about("halyk", refund)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html/>",
                "",
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.13\"/>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><Document"
                        + " xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.13\">&b;</Document>",
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.016.001.04\"><GetCcyXchgRate>"
                        + "<MsgHdr><MsgId>1</MsgId><CreDtTm>2026-11-21T10:00:00Z</CreDtTm></MsgHdr>"
                        + "</GetCcyXchgRate></Document>",
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.13\">"
                        + "<BkToCstmrDbtCdtNtfctn>"
                        + "<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-11-21T10:00:00Z</CreDtTm></GrpHdr>"
                        + "<Ntfctn><Id>1</Id><Acct><Id><IBAN>KZ86125KZT5004100100</IBAN></Id></Acct>"
                        + "<Ntry><NtryRef>1</NtryRef><Amt Ccy=\"KZT\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
                        + "<Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-11-21T10:00:00Z</DtTm></BookgDt>"
                        + "<BkTxCd><Prtry><Cd>T</Cd></Prtry></BkTxCd></Ntry>"
                        + "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
            })
    void putsWhatItCanNotReadOnTheDeskAndGoesOn(String body) throws Exception {
        String payer = FreshMsisdn.next();
        var books = stage.kaspi.books();
        stage.kaspi.faults().enqueue("notice", new CounterpartyFault.Nonsense(body));

        var deposit =
                transfer(
                        "kaspi",
                        payer,
                        books.account(payer, "KZT").iban(),
                        books.settlementAccount().iban());

        awaitNotice("kaspi", deposit);
        TextMessage letter = deadLetter();
        assertThat(Optional.ofNullable(letter.getText()).orElse("")).isEqualTo(body);
        assertThat(letter.getStringProperty("nusqau_cause")).startsWith("no notice: ");
        assertThat(letter.getStringProperty("nusqau_queue")).isEqualTo("bank.kaspi.notices");
    }

    /** Whatever happens between the two, it is in one of the queues. */
    @Test
    @Tag("I-1")
    void buriesInTheTransactionInWhichItAcknowledges() throws Exception {
        var burials = new Burials();
        stage.stage.broker.watch(burials);
        stage.kaspi.faults().enqueue("notice", new CounterpartyFault.Nonsense("<html/>"));
        String payer = FreshMsisdn.next();
        var books = stage.kaspi.books();

        transfer(
                "kaspi",
                payer,
                books.account(payer, "KZT").iban(),
                books.settlementAccount().iban());

        deadLetter();
        assertThat(burials.in).hasSize(1).isSubsetOf(burials.acknowledgements);
    }

    /** Transactions in which notices are acknowledged, and those in which letters are buried. */
    private static final class Burials implements ActiveMQServerMessagePlugin {

        private final Set<Transaction> in = ConcurrentHashMap.newKeySet();
        private final Set<Transaction> acknowledgements = ConcurrentHashMap.newKeySet();

        @Override
        public void afterSend(
                ServerSession session,
                Transaction transaction,
                Message message,
                boolean direct,
                boolean noAutoCreateQueue,
                RoutingStatus status) {
            if (transaction != null && message.getAddress().equals("dead-letters")) {
                in.add(transaction);
            }
        }

        @Override
        public void messageAcknowledged(
                Transaction transaction,
                MessageReference reference,
                AckReason reason,
                ServerConsumer consumer) {
            if (transaction != null
                    && reference.getQueue().getName().toString().endsWith(".notices")) {
                acknowledgements.add(transaction);
            }
        }
    }

    private static TextMessage deadLetter() throws JMSException {
        try (var connection = stage.stage.broker.connections().createConnection();
                var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                var consumer = session.createConsumer(session.createQueue("dead-letters"))) {
            connection.start();
            return (TextMessage) consumer.receive(Stage.PATIENCE.toMillis());
        }
    }

    private static CommandKey transfer(String bank, String client, String from, String to) {
        var key =
                stage.hub.request(
                        bank,
                        "transfer",
                        stage.hub.subscriber(client),
                        new Operation.CreditTransfer(from, to, Money.tenge(70), "a test"));
        outcome(stage.hub, key, Accepted.class);
        return key;
    }

    private static BankNotice awaitNotice(String bank, CommandKey order) {
        return await().atMost(Stage.PATIENCE)
                .until(() -> about(bank, order), found -> !found.isEmpty())
                .getFirst();
    }

    private static List<BankNotice> about(String bank, CommandKey order) {
        return stage.hub.bean(BankNotices.class).unmatched(bank, 1_000).stream()
                .filter(each -> each.endToEnd().equals(MessageIds.of(order)))
                .toList();
    }
}
