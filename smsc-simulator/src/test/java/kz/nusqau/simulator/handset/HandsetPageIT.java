package kz.nusqau.simulator.handset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import kz.nusqau.browser.Chromium;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.smsc.FaultPoint;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.simulator.smsc.TestGateway;
import kz.nusqau.simulator.smsc.TestHub;
import kz.nusqau.simulator.smsc.UssdStyle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives the page in Chromium where there is one; pictures of it land in {@code target}. */
class HandsetPageIT {

    private static final Path PICTURES = Path.of("smsc-simulator", "target", "handset-page");

    @TempDir private static Path userData;

    private static Chromium chromium;

    @BeforeAll
    static void needsChromium() throws Exception {
        assumeThat(Chromium.isInstalled()).as("Chromium on the path").isTrue();
        Files.createDirectories(PICTURES);
        chromium = Chromium.start(userData);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static String reply(String text) {
        return switch (text) {
            case "баланс" -> "Баланс: 98 499,50 тг";
            case "482913" -> "Оплачено: alma 7273001123, 1 500,00 тг, комиссия 0,00 тг. N7K2P4WX3";
            case "<b>x</b>" -> "<img src=x onerror=alert(1)> has no meaning";
            default ->
                    "482913 – код для оплаты alma 7273001123, 1 500,00 тг, комиссия 0,00 тг,"
                            + " действует 3 минуты. Никому не сообщайте код.";
        };
    }

    @Test
    void paysABillWithTheKeyboard() throws Exception {
        try (var simulator = Simulator.start(SimulatorOptions.defaults());
                var hub = TestHub.bind(simulator.smppPort(), HandsetPageIT::reply);
                var browser = chromium.newPage().sized(1280, 860, false)) {
            browser.open(simulator.url() + "#77011112233");
            browser.await("document.querySelector('#hub.up')");

            browser.type("баланс");
            browser.press("Enter", "Enter", 13);
            browser.await("document.querySelectorAll('.received').length === 1");
            browser.click(".tip:nth-of-type(1)");
            browser.evaluate("compose('7701', 'оплата alma 7273001123 1500тг')");
            browser.press("Enter", "Enter", 13);
            browser.await("document.querySelector('.replies button')");
            browser.click(".replies button");
            browser.await("document.querySelectorAll('.received').length === 3");

            assertThat(hub.texts())
                    .containsExactly("баланс", "оплата alma 7273001123 1500тг", "482913");
            assertThat(browser.evaluate("document.querySelector('.received .meta').textContent"))
                    .contains("1 × UCS-2");
            assertThat(
                            browser.evaluate(
                                    "document.querySelectorAll('.received .meta')[1].textContent"))
                    .contains("2 × UCS-2");
            assertThat(browser.evaluate("document.querySelector('.sent .meta').textContent"))
                    .contains("accepted");
            Files.write(PICTURES.resolve("desktop.png"), browser.screenshot());
            assertThat(browser.problems()).isEmpty();
        }
    }

    private static String screen(String typed) {
        return switch (typed) {
            case "*9909#" -> "1 Қалдық\n2 Төлеу\n3 Толтыру\n4 Аудару\n6 Тіл\n8 Басқа";
            case "1" -> "!Қолжетімді қалдық: 100 000,00 тг.";
            case "2" -> "Қала БЖТ *0126: 4 325,00 тг, комиссия 100,00 тг. 1 Иә, 0 Жоқ\n0 Артқа";
            case "0" -> "Алма электр *1123: 1 500,00 тг, комиссия 0,00 тг. SMS кодын енгізіңіз";
            case "482913" -> "!Төлем қабылданды және орындалуда. Нәтижесін SMS арқылы хабарлаймыз.";
            default -> "Қате енгізілді.\n1 Қалдық";
        };
    }

    @Test
    void dialsACodeAtPhoneWidth() throws Exception {
        try (var simulator = Simulator.start(SimulatorOptions.defaults());
                var gateway = TestGateway.bind(simulator.smppPort(), HandsetPageIT::screen);
                var browser = chromium.newPage().sized(360, 740, true)) {
            browser.open(simulator.url() + "#77011112233");
            browser.click("#dial-go");
            browser.await("document.querySelector('#ussd-text').textContent.startsWith('1 Қал')");
            Files.write(PICTURES.resolve("ussd-menu.png"), browser.screenshot());

            browser.evaluate("document.querySelector('#ussd-answer').value = '1'");
            browser.click("#ussd-send");
            browser.await("document.querySelector('#ussd-cancel').textContent === 'OK'");
            assertThat(browser.evaluate("document.querySelector('#ussd-text').textContent"))
                    .contains("100 000,00 тг");
            Files.write(PICTURES.resolve("ussd-answer.png"), browser.screenshot());
            browser.click("#ussd-cancel");
            browser.await("document.querySelector('#ussd').hidden");

            browser.click("#dial-go");
            browser.await("document.querySelector('#ussd-send:not([hidden])')");
            browser.click("#ussd-cancel");
            browser.await("document.querySelector('#ussd').hidden");

            org.awaitility.Awaitility.await()
                    .untilAsserted(
                            () ->
                                    assertThat(gateway.steps())
                                            .containsExactly("*9909#", "1", "*9909#", "abort"));
            assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo("360");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void tapsThroughADialogueAndTakesTheCodeFromTheTextThatComes() throws Exception {
        try (var simulator = Simulator.start(SimulatorOptions.defaults());
                var hub = TestHub.bind(simulator.smppPort(), HandsetPageIT::reply);
                var gateway = TestGateway.bind(simulator.smppPort(), HandsetPageIT::screen);
                var browser = chromium.newPage().sized(1280, 860, false)) {
            browser.open(simulator.url() + "#77011112233");
            browser.await("document.querySelector('#hub.up')");
            browser.click("#starters button:last-child");
            browser.await("document.querySelectorAll('#ussd-text .line').length === 6");
            Files.write(PICTURES.resolve("ussd-desktop.png"), browser.screenshot());
            assertThat(browser.evaluate(IN_THE_PHONE)).isEqualTo("true");

            browser.click("#ussd-text .line:nth-child(2)");
            browser.await("document.querySelectorAll('#ussd-text .word').length === 2");
            Files.write(PICTURES.resolve("ussd-question.png"), browser.screenshot());
            browser.click("#ussd-text .word:last-of-type");
            browser.await("document.querySelector('#ussd-text').textContent.includes('кодын')");
            browser.evaluate("send('7701', 'alma 7273001123 1500')");
            browser.await("document.querySelector('#ussd-banner .otp')");
            browser.click("#ussd-banner .otp");
            Files.write(PICTURES.resolve("ussd-code.png"), browser.screenshot());
            browser.click("#ussd-send");
            browser.await("document.querySelector('#ussd-cancel').textContent === 'OK'");
            browser.press("Escape", "Escape", 27);
            browser.await("document.querySelector('#ussd').hidden");

            assertThat(gateway.steps()).containsExactly("*9909#", "2", "0", "482913");
            assertThat(hub.texts()).containsExactly("alma 7273001123 1500");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void aPhoneOfTheSecondOperatorDialsItsOwnOperatorsGateway() throws Exception {
        try (var simulator = Simulator.start(SimulatorOptions.defaults().withSecondOperator(0));
                var first = TestGateway.bind(simulator.smppPort(), HandsetPageIT::screen);
                var second =
                        TestGateway.bind(
                                simulator.secondSmsc().orElseThrow().port(),
                                UssdStyle.MESSAGE_REFERENCE,
                                HandsetPageIT::screen);
                var browser = chromium.newPage().sized(390, 844, true)) {
            browser.open(simulator.url() + "#77051234567");
            browser.await("document.querySelector('#who-note').textContent.startsWith('Beeline')");
            browser.click("#menu");
            browser.evaluate("document.querySelector('details').open = true");
            browser.await(
                    "document.querySelector('#numbers [data-number=\"77051234567\"]"
                            + "[aria-pressed=true]')");
            Files.write(PICTURES.resolve("second-operator.png"), browser.screenshot());
            browser.click("#done");

            browser.click("#dial-go");
            browser.await("document.querySelectorAll('#ussd-text .line').length === 6");
            Files.write(PICTURES.resolve("second-operator-ussd.png"), browser.screenshot());
            browser.click("#ussd-text .line:nth-child(1)");
            browser.await("document.querySelector('#ussd-cancel').textContent === 'OK'");

            assertThat(second.steps()).containsExactly("*9909#", "1");
            assertThat(first.steps()).isEmpty();
            assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo("390");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void endsADialogueWhoseHubDoesNotTakeAStep() throws Exception {
        try (var simulator = Simulator.start(SimulatorOptions.defaults());
                var gateway = TestGateway.bind(simulator.smppPort(), HandsetPageIT::screen);
                var browser = chromium.newPage().sized(390, 844, true)) {
            browser.open(simulator.url() + "#77011112233");
            browser.click("#dial-go");
            browser.await("document.querySelectorAll('#ussd-text .line').length === 6");
            simulator.smsc().enqueue(FaultPoint.DELIVER, SmscFault.answer(0x64));
            browser.click("#ussd-text .line:nth-child(2)");

            browser.await("document.querySelector('#ussd-cancel').textContent === 'OK'");
            assertThat(browser.evaluate("document.querySelector('#ussd-text').textContent"))
                    .isEqualTo("Connection problem or invalid MMI code.");
            Files.write(PICTURES.resolve("ussd-broken.png"), browser.screenshot());
            browser.click("#ussd-cancel");
            browser.click("#dial-go");
            browser.await("document.querySelectorAll('#ussd-text .line').length === 6");

            assertThat(gateway.steps()).containsExactly("*9909#", "2", "*9909#");
            assertThat(browser.problems()).isEmpty();
        }
    }

    /** The dialogue covers the phone and nothing else. */
    private static final String IN_THE_PHONE =
            """
            (() => {
              const dialogue = document.querySelector('#ussd').getBoundingClientRect();
              const phone = document.querySelector('.screen').getBoundingClientRect();
              return dialogue.left >= phone.left && dialogue.right <= phone.right
                  && dialogue.top >= phone.top && dialogue.bottom <= phone.bottom;
            })()""";

    @Test
    void fitsAPhoneInTheDark() throws Exception {
        try (var simulator = Simulator.start(SimulatorOptions.defaults());
                var hub = TestHub.bind(simulator.smppPort(), HandsetPageIT::reply);
                var browser = chromium.newPage().sized(360, 740, true)) {
            browser.open(simulator.url() + "#77025000001");
            browser.click("#menu");
            browser.evaluate("document.querySelector('details').open = true");
            Files.write(PICTURES.resolve("phone-menu.png"), browser.screenshot());
            assertThat(browser.evaluate("document.querySelector('.desk').scrollWidth"))
                    .isEqualTo("360");
            assertThat(browser.evaluate("document.querySelector('.top').scrollWidth"))
                    .isEqualTo("360");
            browser.click("#done");
            browser.click("#starters button");
            browser.click("#send");
            browser.await("document.querySelectorAll('.received').length === 1");

            Files.write(PICTURES.resolve("phone.png"), browser.screenshot());
            assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo("360");
            assertThat(hub.texts()).containsExactly("баланс");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void showsMarkupAsText() throws Exception {
        try (var simulator = Simulator.start(SimulatorOptions.defaults());
                var hub = TestHub.bind(simulator.smppPort(), HandsetPageIT::reply);
                var browser = chromium.newPage().sized(1000, 700, false)) {
            browser.open(simulator.url() + "#77011112233");
            browser.type("<b>x</b>");
            browser.press("Enter", "Enter", 13);
            browser.await("document.querySelectorAll('.received').length === 1");

            assertThat(browser.evaluate("document.querySelectorAll('#log img, #log b').length"))
                    .isEqualTo("0");
            assertThat(browser.evaluate("document.querySelector('.received .body').textContent"))
                    .startsWith("<img src=x");
            assertThat(hub.texts()).containsExactly("<b>x</b>");
        }
    }

    @Test
    void saysThatNoHubIsBoundAndKeepsTheText() throws Exception {
        try (var simulator = Simulator.start(SimulatorOptions.defaults());
                var browser = chromium.newPage().sized(1000, 700, false)) {
            browser.open(simulator.url() + "#77011112233");
            browser.type("баланс");
            browser.press("Enter", "Enter", 13);
            browser.await("document.querySelector('.meta .sending')");
            browser.await(
                    "document.querySelector('#hub-text').textContent.includes('no hub bound')");

            try (var hub = TestHub.bind(simulator.smppPort(), HandsetPageIT::reply)) {
                browser.await("document.querySelectorAll('.received').length === 1");
                assertThat(hub.texts()).containsExactly("баланс");
            }
        }
    }
}
