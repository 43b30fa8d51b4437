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
                            entry("nusqau.broker.partners", "demo-shop,demo-bank,small-shop"),
                            entry("nusqau.partners.demo-shop.name", "Demo Shop"),
                            entry("nusqau.partners.demo-shop.language", "EN"),
                            entry("nusqau.partners.demo-bank.name", "Demo Bank"),
                            entry("nusqau.partners.small-shop.name", "Small Shop"),
                            entry("nusqau.partners.small-shop.providers", "alma"),
                            entry("nusqau.partners.small-shop.limits.open", "1"),
                            entry("nusqau.partners.small-shop.limits.amount", "5000"),
                            // Also how long after its start it begins to end questions.
                            entry("nusqau.confirmation.expiry-grace", "5s"),
                            entry("nusqau.partner-api.most-deliveries", "3")));

    static {
        EndOfTests.close(HUB::close);
    }

    private PartnerHub() {}
}
