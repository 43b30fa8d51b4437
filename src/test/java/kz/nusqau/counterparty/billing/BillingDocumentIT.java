package kz.nusqau.counterparty.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.wire.ApiDocument;
import kz.nusqau.counterparty.wire.BearerDayFile;
import kz.nusqau.counterparty.wire.Download;
import kz.nusqau.counterparty.wire.HttpLine;
import kz.nusqau.counterparty.wire.Recorded;
import kz.nusqau.counterparty.wire.RecordingProxy;
import kz.nusqau.counterparty.wire.SendResult;
import kz.nusqau.counterparty.wire.SentCommand;
import kz.nusqau.counterparty.wire.StatusResult;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.simulator.billing.BillingSandbox;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.Subscriber;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub asks billing, and what it is answered, is what the document says; all of it. */
@Tag("S-BILL")
class BillingDocumentIT {

    private static final String TOKEN = "secret";
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final Msisdn PAYER = new Msisdn("77011234567");
    private static final Msisdn FORMER = new Msisdn("77011234568");
    private static final Msisdn STRANGER = new Msisdn("79991234567");

    private final ApiDocument document = ApiDocument.of("billing.openapi.yaml", "/billing");
    private final World world = World.demo();
    private WebServer web;
    private BillingSandbox billing;
    private RecordingProxy proxy;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        web = WebServer.start("127.0.0.1", 0);
        billing = BillingSandbox.of(world).token(TOKEN).mount(web, "/billing");
        proxy = new RecordingProxy(web.port());
        url = proxy.url("/billing");
    }

    @AfterEach
    void stop() {
        proxy.close();
        web.close();
        billing.close();
    }

    @Test
    void asksAndIsAnsweredAsDescribed(@TempDir Path folder) {
        world.put(Subscriber.ordinary(FORMER.digits()).withContractEndedAgo(Duration.ofDays(3)));
        try (var facts = new FactsClient(line("facts"), TOKEN)) {
            assertThat(facts.query(List.of(PAYER, FORMER, STRANGER), SHORT)).hasSize(3);
        }
        try (var client = client(TOKEN, SHORT)) {
            moveMoney(client);
        }
        try (var hasty = client(TOKEN, Duration.ofMillis(300))) {
            askWhileItIsWorkedOn(hasty);
        }
        try (var stranger = client("wrong", SHORT)) {
            assertThat(stranger.send(reserve(20), () -> true))
                    .isInstanceOf(SendResult.NothingSent.class);
        }
        fetchFiles(folder);

        assertThat(proxy.recorded().stream().flatMap(each -> document.objections(each).stream()))
                .isEmpty();
        var asked = new TreeSet<String>();
        proxy.recorded().forEach(each -> document.operation(each).ifPresent(asked::add));
        assertThat(asked).isEqualTo(document.operations());
        assertThat(proxy.recorded())
                .extracting(Recorded::status)
                .contains(200, 201, 401, 404, 409, 422);
    }

    private void moveMoney(BillingClient client) {
        var first = reserve(1_500);
        var charge = command("charge", new Operation.Charge(first.key()));
        accepted(client, first);
        accepted(client, first);
        refused(client, reserve(900_000));
        assertThat(send(client, new SentCommand(first.key(), PAYER, reserve(7).operation())))
                .isInstanceOf(SendResult.KeyKnown.class);
        accepted(client, charge);
        refused(client, command("charge", new Operation.Charge(first.key())));
        refused(client, command("release", new Operation.Release(first.key())));
        accepted(client, command("refund", new Operation.Refund(charge.key(), money(500))));
        refused(client, command("refund", new Operation.Refund(charge.key(), money(1_500))));
        refused(client, command("refund", new Operation.Refund(first.key(), money(1))));

        var second = reserve(30);
        var release = command("release", new Operation.Release(second.key()));
        accepted(client, second);
        accepted(client, release);
        var third = reserve(40);
        accepted(client, third);
        billing.books().expire(PAYER.digits());
        var late = command("charge", new Operation.Charge(third.key()));
        refused(client, late);

        for (SentCommand each : List.of(first, charge, second, release, third, late)) {
            assertThat(client.inquire(each)).isInstanceOf(StatusResult.Answered.class);
        }
        assertThat(client.inquire(reserve(1))).isInstanceOf(StatusResult.NotFound.class);
    }

    private void askWhileItIsWorkedOn(BillingClient hasty) {
        var slow = reserve(50);
        billing.faults().enqueue("reservation", new CounterpartyFault.Slow(Duration.ofSeconds(20)));
        assertThat(send(hasty, slow)).isInstanceOf(SendResult.NoUsableAnswer.class);
        try (var patient = client(TOKEN, SHORT)) {
            assertThat(patient.inquire(slow)).isInstanceOf(StatusResult.Pending.class);
        }
    }

    private void fetchFiles(Path folder) {
        var files = new BearerDayFile(new Download(url, SHORT), TOKEN);
        var today = LocalDate.now(ZoneId.of("Asia/Almaty"));
        files.fetch(today, folder.resolve("today"));
        assertThat(folder.resolve("today")).isNotEmptyFile();
        assertThatThrownBy(() -> files.fetch(today.plusDays(2), folder.resolve("later")))
                .isInstanceOf(CounterpartyUnavailable.class);
    }

    private static void accepted(BillingClient client, SentCommand command) {
        assertThat(outcome(client, command)).isInstanceOf(CommandOutcome.Accepted.class);
    }

    private static void refused(BillingClient client, SentCommand command) {
        assertThat(outcome(client, command)).isInstanceOf(CommandOutcome.Refused.class);
    }

    private static CommandOutcome outcome(BillingClient client, SentCommand command) {
        SendResult result = send(client, command);
        assertThat(result).as("%s", command).isInstanceOf(SendResult.Answered.class);
        return ((SendResult.Answered) result).outcome();
    }

    private static SendResult send(BillingClient client, SentCommand command) {
        return client.send(command, () -> true);
    }

    private static SentCommand reserve(long tenge) {
        return command("reserve", new Operation.Reserve(money(tenge)));
    }

    private static SentCommand command(String step, Operation operation) {
        return new SentCommand(new CommandKey(InstructionId.next(), step, 1), PAYER, operation);
    }

    private static Money money(long tenge) {
        return Money.tenge(tenge);
    }

    private BillingClient client(String token, Duration answerTimeout) {
        return new BillingClient(line("billing"), token, answerTimeout);
    }

    private HttpLine line(String name) {
        return new HttpLine(name, url, SHORT, 4);
    }
}
