package kz.nusqau.partner;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.FreePort;
import kz.nusqau.HubUnderTest;
import kz.nusqau.StandAloneBroker;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.EndOfTests;
import kz.nusqau.platform.broker.EmbeddedBroker;
import kz.nusqau.shared.InstructionId;
import org.jspecify.annotations.Nullable;

/**
 * The one hub with partners that the tests of this module share, with the broker that it embeds, or
 * with {@code -Dpartners.broker=stand-alone} with an Artemis in a process of its own.
 */
final class PartnerHub {

    private static @Nullable StandAloneBroker broker;

    static final HubUnderTest HUB =
            start(
                    Map.ofEntries(
                            entry("nusqau.broker.port", FreePort.next()),
                            entry(
                                    "nusqau.broker.partners",
                                    "demo-shop,demo-bank,demo-cabinet,small-shop,thrifty-day,thrifty-open,unread-shop"),
                            entry("nusqau.partners.demo-shop.name", "Demo Shop"),
                            entry("nusqau.partners.demo-shop.language", "EN"),
                            entry("nusqau.partners.demo-shop.senders", "7701,mobishop"),
                            entry("nusqau.partners.demo-bank.name", "Demo Bank"),
                            entry("nusqau.partners.demo-bank.takes-codes", "true"),
                            entry("nusqau.partners.demo-bank.senders", "7701"),
                            entry("nusqau.partners.demo-bank.limits.sendings", "1"),
                            entry("nusqau.partners.demo-cabinet.name", "Demo Cabinet"),
                            entry("nusqau.partners.small-shop.name", "Small Shop"),
                            entry("nusqau.partners.small-shop.providers", "alma"),
                            entry("nusqau.partners.small-shop.limits.open", "1"),
                            entry("nusqau.partners.small-shop.limits.amount", "5000"),
                            entry("nusqau.partners.thrifty-day.name", "Thrifty by Day"),
                            entry("nusqau.partners.thrifty-day.language", "EN"),
                            entry("nusqau.partners.thrifty-day.limits.day-amount", "20000"),
                            entry("nusqau.partners.thrifty-open.name", "Thrifty"),
                            entry("nusqau.partners.thrifty-open.limits.open", "5"),
                            entry("nusqau.partners.thrifty-open.limits.open-amount", "10000"),
                            entry("nusqau.partners.unread-shop.name", "Unread"),
                            // A busy machine's look-ups are late, and nobody is told so.
                            entry("nusqau.counterparties.billing.lookup-timeout", "20s"),
                            entry("nusqau.counterparties.wooppay.lookup-timeout", "20s"),
                            entry("nusqau.counterparties.kazeuromobile.lookup-timeout", "20s"),
                            // Also how long after its start it begins to end questions.
                            entry("nusqau.confirmation.expiry-grace", "5s"),
                            entry("nusqau.partner-api.most-deliveries", "3")));

    static {
        EndOfTests.close(HUB::close);
    }

    private PartnerHub() {}

    private static HubUnderTest start(Map<String, Object> settings) {
        if (!System.getProperty("partners.broker", "embedded").equals("stand-alone")) {
            return HubUnderTest.start(settings);
        }
        String partners = (String) settings.get("nusqau.broker.partners");
        var own = StandAloneBroker.start(List.of(partners.split(",")));
        EndOfTests.close(own::close);
        broker = own;
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(own.settings());
        return HubUnderTest.start(all);
    }

    /** Where partners connect. */
    static int port() {
        return broker == null ? HUB.bean(EmbeddedBroker.class).port() : broker.port();
    }

    /** Of a partner, or of the hub itself. */
    static String password(String user) {
        if (broker != null) {
            return StandAloneBroker.passwordOf(user);
        }
        return HUB.bean(DataDirectory.class)
                .secret(user.equals(EmbeddedBroker.USER) ? "broker" : "partner-" + user);
    }

    /** The embedded one restarts with its hub. */
    static void restartBroker(Runnable whileDown) {
        if (broker == null) {
            HUB.restart(whileDown);
        } else {
            broker.kill();
            whileDown.run();
            broker.startAgain();
        }
    }

    /** What was noted of an instruction: kind and detail of each entry. */
    static List<String> timeline(String instruction) {
        return HUB.bean(Timeline.class).of(new InstructionId(UUID.fromString(instruction))).stream()
                .map(entry -> entry.kind() + " " + entry.detail())
                .toList();
    }
}
