package kz.nusqau.counterparty.emoney;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.QuoteRequest;
import kz.nusqau.counterparty.wire.ApiDocument;
import kz.nusqau.counterparty.wire.CallbackAddress;
import kz.nusqau.counterparty.wire.Download;
import kz.nusqau.counterparty.wire.HttpLine;
import kz.nusqau.counterparty.wire.RecordingProxy;
import kz.nusqau.counterparty.wire.SendResult;
import kz.nusqau.counterparty.wire.SentCommand;
import kz.nusqau.counterparty.wire.StatusResult;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.simulator.emoney.EmoneySandbox;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the hub asks an e-money system, and what it is answered, is what the document says; all of
 * it, of the system that answers at once and of the one that takes in.
 */
@Tag("S-WOOPPAY")
@Tag("S-KEM")
class EmoneyDocumentIT {

    private static final String CLIENT = "hub";
    private static final String SECRET = "secret";
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final Msisdn PAYER = new Msisdn("77011234567");
    private static final Msisdn FRIEND = new Msisdn("77020234567");
    private static final Map<String, String> WATER = Map.of("account", "12345678");

    private final ApiDocument document = ApiDocument.of("emoney.openapi.yaml", "/emoney");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asksAndIsAnsweredAsDescribed(boolean takesIn, @TempDir Path folder) throws Exception {
        var system = EmoneySandbox.of("kazeuromobile", World.demo()).client(CLIENT, SECRET);
        if (takesIn) {
            system.actingAfter(Duration.ofMillis(100));
        }
        try (var web = WebServer.start("127.0.0.1", 0);
                var sandbox = system.mount(web, "/emoney");
                var proxy = new RecordingProxy(web.port())) {
            URI url = proxy.url("/emoney");
            try (var client = client(url, SECRET)) {
                moveMoney(client);
                look(client);
            }
            try (var forger = client(url, "wrong")) {
                assertThat(forger.send(topUp(20), () -> true))
                        .isNotInstanceOf(SendResult.Answered.class);
            }
            fetchFiles(url, folder);

            assertThat(
                            proxy.recorded().stream()
                                    .flatMap(each -> document.objections(each).stream()))
                    .isEmpty();
            var asked = new TreeSet<String>();
            proxy.recorded().forEach(each -> document.operation(each).ifPresent(asked::add));
            assertThat(asked).isEqualTo(document.operations());
            assertThat(proxy.recorded().stream().anyMatch(each -> each.status() == 202))
                    .isEqualTo(takesIn);
            assertThat(sandbox.books().discrepancies()).isEmpty();
        }
    }

    private static void moveMoney(EmoneyClient client) {
        var first = topUp(3_000);
        String reference = accepted(client, first);
        assertThat(client.send(first, () -> true)).isInstanceOf(SendResult.KeyKnown.class);
        accepted(
                client,
                command("pay", new Operation.PayProvider("su", WATER, money(500), money(20))));
        refused(
                client,
                command("pay", new Operation.PayProvider("su", Map.of("account", "1"), money(5))));
        accepted(client, command("transfer", new Operation.Transfer(FRIEND, money(100))));
        var redemption = command("redeem", new Operation.Redeem("4417", money(200)));
        String redeemed = accepted(client, redemption);
        accepted(
                client,
                command(
                        "reverse-redeem",
                        new Operation.ReverseRedemption(redemption.key(), redeemed)));
        refused(
                client,
                command("reverse-topup", new Operation.ReverseTopUp(first.key(), reference)));
        assertThat(client.inquire(topUp(1))).isInstanceOf(StatusResult.NotFound.class);
    }

    private static void look(EmoneyClient client) {
        assertThat(client.walletBalance(PAYER, SHORT)).isEqualTo(money(2_380));
        assertThat(client.isAlive(SHORT)).isTrue();
        for (var wanted :
                List.of(
                        new Operation.PayProvider("su", WATER, money(500)),
                        new Operation.PayProvider("su", Map.of("account", "1"), money(500)),
                        new Operation.TopUp(money(500)),
                        new Operation.Transfer(FRIEND, money(500)),
                        new Operation.Redeem("4417", money(500)))) {
            var request = new QuoteRequest(PAYER, wanted, false, List.of());
            assertThat(client.quote(new Quotation(request), SHORT)).isNotNull();
        }
    }

    private static void fetchFiles(URI url, Path folder) {
        var files = new EmoneyDayFile(new Download(url, SHORT), CLIENT, SECRET, Clock.systemUTC());
        var today = LocalDate.now(ZoneId.of("Asia/Almaty"));
        files.fetch(today, folder.resolve("today"));
        assertThat(folder.resolve("today")).isNotEmptyFile();
        assertThatThrownBy(() -> files.fetch(today.plusDays(2), folder.resolve("later")))
                .isInstanceOf(CounterpartyUnavailable.class);
    }

    private static String accepted(EmoneyClient client, SentCommand command) {
        CommandOutcome outcome = outcome(client, command);
        assertThat(outcome).as("%s", command).isInstanceOf(CommandOutcome.Accepted.class);
        return ((CommandOutcome.Accepted) outcome).reference();
    }

    private static void refused(EmoneyClient client, SentCommand command) {
        assertThat(outcome(client, command)).isInstanceOf(CommandOutcome.Refused.class);
    }

    /** Asked for where it isn't told at once; and asked for in any case. */
    private static CommandOutcome outcome(EmoneyClient client, SentCommand command) {
        assertThat(client.send(command, () -> true))
                .isInstanceOfAny(SendResult.Answered.class, SendResult.Pending.class);
        StatusResult status =
                await().atMost(SHORT)
                        .until(
                                () -> client.inquire(command),
                                found -> found instanceof StatusResult.Answered);
        return ((StatusResult.Answered) status).outcome();
    }

    private static SentCommand topUp(long tenge) {
        return command("topup", new Operation.TopUp(money(tenge)));
    }

    private static SentCommand command(String step, Operation operation) {
        return new SentCommand(new CommandKey(InstructionId.next(), step, 1), PAYER, operation);
    }

    private static Money money(long tenge) {
        return Money.tenge(tenge);
    }

    /** Nobody listens where it is called back: it is asked. */
    private static EmoneyClient client(URI url, String secret) {
        var callbacks =
                new CallbackAddress(URI.create("http://127.0.0.1:9/callbacks/kem"), () -> 9);
        return new EmoneyClient(
                new HttpLine("kem", url, SHORT, 4),
                CLIENT,
                secret,
                SHORT,
                Clock.systemUTC(),
                Optional.of(callbacks));
    }
}
