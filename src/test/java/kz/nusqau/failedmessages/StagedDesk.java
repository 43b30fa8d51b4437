package kz.nusqau.failedmessages;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.Stage;
import kz.nusqau.counterparty.TestHub;
import kz.nusqau.mailbox.SetAside;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.shared.Money;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The desk and the counterparties, without the rest of the hub. */
final class StagedDesk {

    private static final Consumer<AnnotationConfigApplicationContext> DESK =
            spring -> {
                spring.scan("kz.nusqau.failedmessages");
                spring.register(Timeline.class, SetAside.class);
            };

    final Stage stage;
    final TestHub hub;

    StagedDesk() throws Exception {
        stage = new Stage();
        hub = node();
        hub.startDeadLetters(hub.bean(DeadLetters.class));
        hub.startRoutes();
    }

    /** One more on the same database and broker, without routes. */
    TestHub node() {
        return stage.hub(stage.outside.impatient(), DESK);
    }

    /** Never sent, since its redelivery was exhausted. */
    CommandKey parked() {
        var payer = hub.subscriber(FreshMsisdn.next());
        var request =
                TestHub.command("billing", "reserve", payer, new Operation.Reserve(Money.tenge(9)));
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> {
                            hub.commands().request(List.of(request));
                            hub.commands().park(Set.of(request.key()));
                        });
        bury(request.key().toString());
        return request.key();
    }

    void bury(String text) {
        new JmsTemplate(hub.connections)
                .convertAndSend(
                        "dead-letters",
                        text,
                        message -> {
                            message.setStringProperty("nusqau_queue", "counterparty.billing");
                            message.setStringProperty("nusqau_cause", "nobody listens");
                            message.setIntProperty("nusqau_attempts", 13);
                            return message;
                        });
    }

    FailedMessageView kept(CommandKey key) {
        return await().atMost(Stage.PATIENCE)
                .until(() -> find(key), found -> !found.isEmpty())
                .getFirst();
    }

    List<FailedMessageView> find(CommandKey key) {
        return find(Source.COMMAND, key.toString());
    }

    List<FailedMessageView> find(Source source, String reference) {
        var all = desk().list(Filter.of(null, source, null, null, null, 200));
        return all.stream().filter(each -> each.reference().equals(reference)).toList();
    }

    FailedMessages desk() {
        return hub.bean(FailedMessages.class);
    }

    FailedMessages.DetailView detail(UUID id) {
        return desk().detail(id).orElseThrow();
    }

    State state(UUID id) {
        return detail(id).message().state();
    }

    List<String> acts(UUID id) {
        return detail(id).acts().stream().map(ActView::act).toList();
    }

    ReplayView replay(UUID id) {
        return desk().replay(id, "tester", "a test").orElseThrow();
    }

    void close() throws Exception {
        hub.close();
        stage.close();
    }
}
