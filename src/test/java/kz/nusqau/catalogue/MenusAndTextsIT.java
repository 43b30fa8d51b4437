package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OutsideWorld;
import kz.nusqau.catalogue.MenuWays.Way;
import kz.nusqau.shared.Language;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.UssdCall;
import kz.nusqau.simulator.smsc.UssdScreen;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One conversation, shown in two ways: what a menu leads to is answered as its text is. */
@Tag("S-USSD")
@Tag("R-INS-2")
class MenusAndTextsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NOT_OFFERED = "эта услуга пока не предоставляется";

    /** What people text for it. */
    private static final Map<String, String> TEXTS =
            Map.ofEntries(
                    Map.entry("statement personal", "выписка"),
                    Map.entry("statement wallet", "выписка кошелек"),
                    Map.entry("autopay-set", "автоплатеж alma 7273001123 1500 5"),
                    Map.entry("autopay-stop", "автоплатеж стоп 1"),
                    Map.entry("autopay-list", "автоплатеж"),
                    Map.entry("notifications", "выкл"),
                    Map.entry("grant", "дать 77011234567"),
                    Map.entry("revoke", "запретить 77011234567"),
                    Map.entry("approve", "утвердить A48KX2"),
                    Map.entry("limits", "лимит"),
                    Map.entry("claim", "жалоба N48KX2 не зачислено"),
                    Map.entry("withdraw", "отказ"),
                    Map.entry("block", "блок"));

    /** An e-money system that is asked by many at a time may be left out of the choice. */
    private static final int AT_ONCE = 10;

    private final MenuWays ways = new MenuWays();
    private final Menus menus = CatalogueForTests.catalogue().menus();

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.startWithUssd(OutsideWorld.patience());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void everyMenuIsAnsweredAsTheTextThatItMakes() {
        var all = ways.all();
        var texters = IntStream.range(0, all.size()).mapToObj(MenusAndTextsIT::texter).toList();
        var diallers = IntStream.range(0, all.size()).mapToObj(MenusAndTextsIT::dialler).toList();
        ask(texters, "по-русски");
        // Help names the call centre of a brand that billing told before, or tells in a moment.
        ask(texters, "баланс");
        ask(diallers, "баланс");
        var softly = new SoftAssertions();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            compare(from, all.subList(from, Math.min(from + AT_ONCE, all.size())), softly);
        }
        softly.assertAll();
    }

    private void compare(int from, List<Way> some, SoftAssertions softly) {
        List<UssdCall> calls = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            var end = some.get(i).end();
            smsc().deliver(texter(from + i), end.shortCode(), end.text());
            calls.add(smsc().dial(dialler(from + i), some.get(i).dialled()));
        }
        for (int i = 0; i < some.size(); i++) {
            String dialled = some.get(i).dialled();
            String told = smsc().takeMessage(texter(from + i), SOON).text();
            var screen = calls.get(i).takeScreen(SOON);
            softly.assertThat(told).as(dialled).doesNotContain(NOT_OFFERED);
            softly.assertThat(shape(seen(screen, told, dialler(from + i))))
                    .as("%s, the screen: %s", dialled, screen.text())
                    .isEqualTo(shape(told));
        }
    }

    private static void ask(List<String> phones, String text) {
        phones.forEach(phone -> smsc().deliver(phone, "9909", text));
        phones.forEach(phone -> smsc().takeMessage(phone, SOON));
    }

    /** What the phone was told in the end, on its screen or by text. */
    private String seen(UssdScreen screen, String told, String dialler) {
        boolean asksForYes = told.contains("Отправьте 1");
        if (asksForYes && !screen.ends() && screen.text().endsWith("1 Да, 0 Нет")) {
            return told;
        }
        boolean byText =
                Stream.of("by-text", "confirm-by-text", "working")
                        .anyMatch(key -> screen.text().equals(menus.say(key, Language.RU)));
        boolean asksForCode = !screen.ends() && screen.text().contains("код из SMS");
        return byText || asksForCode ? smsc().takeMessage(dialler, SOON).text() : screen.text();
    }

    /** Codes and accounts are those of the phone. */
    private static String shape(String text) {
        return text.replaceAll("[0-9]", "#");
    }

    @Test
    void whatHasNoMenuYetIsNotOfferedByTextEither() {
        var notYet =
                ways.file().textOnly().entrySet().stream()
                        .filter(entry -> entry.getValue().startsWith("not offered yet"))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        assertThat(TEXTS.keySet()).isEqualTo(notYet);
        var texts = List.copyOf(TEXTS.values());
        for (int i = 0; i < texts.size(); i++) {
            smsc().deliver("7701302%04d".formatted(i), "9909", texts.get(i));
        }

        for (int i = 0; i < texts.size(); i++) {
            assertThat(smsc().takeMessage("7701302%04d".formatted(i), SOON).text())
                    .as(texts.get(i))
                    .contains(NOT_OFFERED);
        }
    }

    private static String texter(int number) {
        return "7701300%04d".formatted(5000 + number);
    }

    private static String dialler(int number) {
        return "7701301%04d".formatted(number);
    }

    private static Smsc smsc() {
        return hub.simulator().smsc();
    }
}
