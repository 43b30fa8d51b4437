package kz.nusqau.partner;

import java.util.Map;
import kz.nusqau.HubUnderTest;
import kz.nusqau.platform.EndOfTests;

/** The one hub with partners that the tests of this module share. */
final class PartnerHub {

    static final HubUnderTest HUB =
            HubUnderTest.start(
                    Map.of(
                            "nusqau.broker.partners", "demo-shop,demo-bank",
                            "nusqau.partners.demo-shop.name", "Demo Shop",
                            "nusqau.partners.demo-shop.language", "EN",
                            "nusqau.partners.demo-bank.name", "Demo Bank",
                            "nusqau.partner-api.most-deliveries", "3"));

    static {
        EndOfTests.close(HUB::close);
    }

    private PartnerHub() {}
}
