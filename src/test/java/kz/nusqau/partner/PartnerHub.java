package kz.nusqau.partner;

import static java.util.Map.entry;

import java.util.Map;
import kz.nusqau.HubUnderTest;
import kz.nusqau.platform.EndOfTests;

/** The one hub with partners that the tests of this module share. */
final class PartnerHub {

    static final HubUnderTest HUB =
            HubUnderTest.start(
                    Map.ofEntries(
                            entry(
                                    "nusqau.broker.partners",
                                    "demo-shop,demo-bank,small-shop,thrifty-day,thrifty-open,unread-shop"),
                            entry("nusqau.partners.demo-shop.name", "Demo Shop"),
                            entry("nusqau.partners.demo-shop.language", "EN"),
                            entry("nusqau.partners.demo-bank.name", "Demo Bank"),
                            entry("nusqau.partners.demo-bank.takes-codes", "true"),
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
                            entry("nusqau.partner-api.most-deliveries", "3")));

    static {
        EndOfTests.close(HUB::close);
    }

    private PartnerHub() {}
}
