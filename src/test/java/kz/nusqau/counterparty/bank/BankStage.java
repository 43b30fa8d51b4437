package kz.nusqau.counterparty.bank;

import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import kz.nusqau.counterparty.Banks;
import kz.nusqau.counterparty.CounterpartyProperties;
import kz.nusqau.counterparty.HubJms;
import kz.nusqau.counterparty.Outside;
import kz.nusqau.counterparty.Stage;
import kz.nusqau.counterparty.TestHub;
import kz.nusqau.counterparty.wire.CounterpartySettings;
import kz.nusqau.counterparty.wire.CounterpartySettings.Bank;
import kz.nusqau.counterparty.wire.CounterpartySettings.Breaker;
import kz.nusqau.counterparty.wire.CounterpartySettings.Inquiry;
import kz.nusqau.counterparty.wire.CounterpartySettings.Kind;
import kz.nusqau.simulator.bank.BankSandbox;
import kz.nusqau.simulator.bank.Profile;
import kz.nusqau.simulator.world.World;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A hub's counterparty module and both banks on one broker. */
public final class BankStage {

    private static final String TOKEN = "bank-token";

    public final Stage stage = new Stage();
    public final BankSandbox kaspi;
    public final BankSandbox halyk;
    public final TestHub hub;
    final List<String> answers = new CopyOnWriteArrayList<>();
    final List<String> notices = new CopyOnWriteArrayList<>();
    private final RecordingFactory sending = new RecordingFactory(stage.broker.connections());

    BankStage() throws Exception {
        this(Clock.systemUTC(), spring -> {});
    }

    /**
     * Starts them.
     *
     * @param clock of the banks
     * @param more what the test needs in the hub
     */
    public BankStage(Clock clock, Consumer<AnnotationConfigApplicationContext> more)
            throws Exception {
        kaspi = bank(Profile.kaspi(), clock);
        halyk = bank(Profile.halyk(), clock);
        hub =
                stage.hub(
                        properties(),
                        spring -> {
                            spring.registerBean(
                                    "pooledConnectionFactory",
                                    ConnectionFactory.class,
                                    sending::factory);
                            more.accept(spring);
                        });
        startRoutes();
        kaspi.connect(stage.broker.url(), "any", "any");
        halyk.connect(stage.broker.url(), "any", "any");
    }

    private BankSandbox bank(Profile profile, Clock clock) {
        return BankSandbox.of(profile, World.demo())
                .token(TOKEN)
                .clock(clock)
                .mount(stage.outside.web, "/" + profile.id());
    }

    private CounterpartyProperties properties() {
        return Outside.properties(
                Map.of(
                        "billing",
                        stage.outside.billingSettings(),
                        "wooppay",
                        stage.outside.wooppaySettings(),
                        "kaspi",
                        settings(Profile.kaspi(), kaspi),
                        "halyk",
                        settings(Profile.halyk(), halyk)));
    }

    private CounterpartySettings settings(Profile profile, BankSandbox bank) {
        return new CounterpartySettings(
                Kind.BANK,
                URI.create("jms:queue:bank." + profile.id() + ".requests"),
                null,
                TOKEN,
                "",
                "",
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                32,
                8,
                2,
                Duration.ofMillis(500),
                new Inquiry(
                        Duration.ofMillis(100), 1.5, Duration.ofSeconds(1), Duration.ofMillis(500)),
                new Breaker(50, 50, 95, Duration.ofSeconds(10), 100, Duration.ofMillis(500), 2),
                Set.of(),
                new Bank(
                        profile.bic(),
                        new LinkedHashSet<>(profile.messages()),
                        bank.books().settlementAccount().iban(),
                        URI.create(
                                "http://127.0.0.1:%d/%s"
                                        .formatted(stage.outside.web.port(), profile.id())),
                        CounterpartySettings.Hours.usual(),
                        "ACSC"));
    }

    private void startRoutes() throws Exception {
        HubJms.add(hub.camel, stage.broker.connections());
        hub.camel
                .getRegistry()
                .bind("bankReplies", new Recorded(hub.bean(BankLines.class), answers));
        hub.camel
                .getRegistry()
                .bind(
                        "bankNoticeInbox",
                        new RecordedNotices(hub.bean(BankNoticeInbox.class), notices));
        PluginHelper.getRoutesLoader(hub.camel)
                .loadRoutes(
                        ResourceHelper.resolveResource(
                                hub.camel, "file:routes/counterparty-bank.camel.yaml"));
        hub.startRoutes();
        hub.bean(BankRoutes.class).afterApplicationStart(hub.camel);
    }

    /** Remembers what the step is given. */
    public record RecordedNotices(BankNoticeInbox inbox, List<String> notices) {

        public void keep(@ExchangeProperty("bank") String bank, Message message) {
            notices.add(message.getBody(String.class));
            inbox.keep(bank, message);
        }
    }

    /** Remembers what the step is given. */
    public record Recorded(BankLines lines, List<String> answers) {

        public void accept(Message message) {
            answers.add(message.getBody(String.class));
            lines.accept(message);
        }
    }

    Banks banks() {
        return hub.bean(Banks.class);
    }

    /** Every message that went either way, but for the keys of commands. */
    List<String> messages() {
        var all = new ArrayList<>(answers);
        all.addAll(notices);
        sending.texts().stream().filter(text -> text.startsWith("<?xml")).forEach(all::add);
        return all;
    }

    void clear() {
        kaspi.faults().clear();
        halyk.faults().clear();
    }

    public void close() throws Exception {
        hub.close();
        kaspi.close();
        halyk.close();
        stage.close();
    }
}
