package kz.nusqau.simulator.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.smsc.TestGateway;
import kz.nusqau.simulator.smsc.TestHub;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptIT {

    private static final String PHONE = "77011234567";
    private static final Duration SOON = Duration.ofSeconds(30);

    private Simulator simulator;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void typesTextAndPrintsReply() throws Exception {
        try (var hub = TestHub.bind(simulator.smppPort(), text -> "Вы сказали:\n" + text)) {
            assertThat(run("text", PHONE, "9909", "қалдық \"1\""))
                    .isEqualTo(new Said(0, "9909\tВы сказали:\\nқалдық \"1\"\n", ""));

            assertThat(hub.texts()).containsExactly("қалдық \"1\"");
            assertThat(run("messages", PHONE).out)
                    .contains("sent\t9909\taccepted\tқалдық \"1\"\n", "received\t9909\treceived\t");
            assertThat(run("phones").out).isEqualTo(PHONE + "\n");
        }
    }

    @Test
    void saysWhenNoReplyOrAnotherCame() throws Exception {
        try (var hub = TestHub.bind(simulator.smppPort(), text -> "ok")) {
            var twoReplies = run("text", PHONE, "9909", "one", "--replies=2", "--within=0.3s");
            var otherWords = run("text", PHONE, "9909", "two", "--contains=no", "--within=0.3s");

            assertThat(twoReplies.exitCode).isEqualTo(1);
            assertThat(twoReplies.out).isEqualTo("9909\tok\n");
            assertThat(otherWords.exitCode).isEqualTo(1);
            assertThat(otherWords.err).contains("1 replies", "\"no\"");
            assertThat(hub.texts()).hasSize(2);
        }
    }

    @Test
    void dialsAndTypesThroughMenus() throws Exception {
        try (var gateway =
                TestGateway.bind(
                        simulator.smppPort(), typed -> typed.equals("2") ? "!Пока" : "Меню")) {
            assertThat(run("dial", PHONE, "*9909#", "1"))
                    .isEqualTo(new Said(0, "Меню\n>\nМеню\n>\n", ""));
            assertThat(run("type", PHONE, "2", "--contains=Пока").out).isEqualTo("Пока\n.\n");
            assertThat(run("type", PHONE, "3").exitCode).isEqualTo(1);

            run("dial", PHONE, "*9909#");
            assertThat(run("abort", PHONE).exitCode).isZero();
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(
                            () ->
                                    assertThat(gateway.steps())
                                            .containsExactly(
                                                    "*9909#", "1", "2", "*9909#", "abort"));
        }
    }

    @Test
    void setsFaultsAndClearsThem() throws Exception {
        try (var hub = TestHub.bind(simulator.smppPort(), text -> text)) {
            assertThat(run("fault", "answer", "--at=deliver", "--status=0x65").exitCode).isZero();
            var refused = run("text", PHONE, "9909", "one");
            assertThat(refused.exitCode).isEqualTo(1);
            assertThat(refused.err).contains("0x65");

            assertThat(run("fault", "queueFull", "--phone=" + PHONE).exitCode).isZero();
            assertThat(run("text", PHONE, "9909", "two", "--within=0.3s").exitCode).isEqualTo(1);

            assertThat(run("clear").exitCode).isZero();
            assertThat(run("text", PHONE, "9909", "three").exitCode).isZero();
            assertThat(hub.texts()).contains("three");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throttle --for=1s",
                "queueFull",
                "answer --status=0x45 --count=2",
                "noResponse --at=deliver",
                "delay --delay=1s --probability=0.5 --seed=7",
                "dropLink --at=bind",
                "dropMidPdu",
                "garble --at=enquire_link",
                "stall --delay=0.1s",
            })
    void knowsEveryFault(String fault) {
        assertThat(run(("fault " + fault).split(" "))).isEqualTo(new Said(0, "", ""));
    }

    @Test
    void changesIdsAndReceipts() throws Exception {
        try (var hub = TestHub.bind(simulator.smppPort(), text -> text)) {
            var receipts = "receipts --ids=hex --state=expired --delay=1s --before --copies=2";
            assertThat(run((receipts + " --reversed=2").split(" ")).exitCode).isZero();
            assertThat(run("text", PHONE, "9909", "one").exitCode).isZero();
            var hexadecimal = simulator.smsc().takeSubmit(SOON).messageId();

            assertThat(run("clear").exitCode).isZero();
            assertThat(run("text", PHONE, "9909", "two").exitCode).isZero();
            var decimal = simulator.smsc().takeSubmit(SOON).messageId();

            assertThat(Long.parseLong(decimal) - Long.parseLong(hexadecimal, 16)).isOne();
            assertThat(hub.texts()).hasSize(2);
        }
    }

    @Test
    void closesAndOpensTheSmsc() throws Exception {
        try (var hub = TestHub.bind(simulator.smppPort(), text -> text)) {
            assertThat(run("status").out).contains("session\thub\tTRANSCEIVER\t", "bound\t1\n");

            assertThat(run("link", "down").exitCode).isZero();

            assertThat(run("status").out).contains("bound\t0\n");
            assertThat(run("link", "up").exitCode).isZero();
            assertThat(run("link", "up").exitCode).isEqualTo(2);
            assertThat(hub.texts()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sing",
                "text 77011234567 9909",
                "text 123 9909 hi",
                "text 77011234567 9909 hi --loud",
                "text 77011234567 9909 hi --within=soon",
                "dial 77011234567 hello",
                "fault colour",
                "fault throttle --count=0",
                "fault throttle --count=many",
                "link dance",
                "receipts --ids=roman",
                "receipts now",
            })
    void saysWhatItDoesNotUnderstand(String words) {
        var said = run(words.split(" "));

        assertThat(said.exitCode).isEqualTo(2);
        assertThat(said.err).isNotBlank();
    }

    @Test
    void saysThatNobodyIsThere() {
        int port = simulator.httpPort();
        simulator.close();

        assertThat(run("status", "--url=http://127.0.0.1:" + port).exitCode).isEqualTo(3);
    }

    @Test
    void startsFromAShell() throws Exception {
        try (var hub = TestHub.bind(simulator.smppPort(), text -> text)) {
            var builder =
                    new ProcessBuilder("smsc-simulator/sim", "text", PHONE, "9909", "теңге ₸")
                            .redirectErrorStream(true);
            builder.environment().put("SIMULATOR_URL", simulator.url());
            builder.environment().put("LC_ALL", "POSIX");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            var out = Files.createTempFile("sim", ".txt");
            var process = builder.redirectOutput(out.toFile()).start();
            try {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(Files.readString(out)).isEqualTo("9909\tтеңге ₸\n");
                assertThat(process.exitValue()).isZero();
                assertThat(hub.texts()).containsExactly("теңге ₸");
            } finally {
                process.destroyForcibly();
                Files.delete(Path.of(out.toString()));
            }
        }
    }

    private Said run(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode =
                Script.run(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("SIMULATOR_URL", simulator.url()),
                        words);
        return new Said(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private record Said(int exitCode, String out, String err) {}
}
