package kz.nusqau.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import kz.nusqau.catalogue.CatalogueDocument;
import kz.nusqau.catalogue.UnreadVersion;
import kz.nusqau.counterparty.CounterpartyView;
import kz.nusqau.failedmessages.Source;
import kz.nusqau.ledger.MoneyInFlight;
import kz.nusqau.partner.PartnerStandingView;
import kz.nusqau.platform.BrokerQueues.QueueView;
import kz.nusqau.platform.Latencies;
import kz.nusqau.platform.Pauses.Pause;
import kz.nusqau.sms.BindView;
import kz.nusqau.sms.smpp.BindFigures;
import kz.nusqau.sms.smpp.LinkStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told as wrong, how bad it is, since when and where to act. */
class AlarmsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Alarms alarms = new Alarms();
    private Instant at = NOW;
    private List<Snapshot.Bind> binds = List.of(bind(LinkStatus.State.BOUND, null, 0));
    private List<Snapshot.Counterparty> counterparties = List.of(counterparty(null, null));
    private List<QueueView> queues = List.of();
    private List<UnreadVersion> unread = List.of();
    private @Nullable Stored stored;
    private @Nullable Instant silentSince;
    private @Nullable Long diskFree;

    private List<Alarm> found() {
        return alarms.of(
                new Alarms.Seen(
                        at,
                        binds,
                        Map.of("kcell", 100.0),
                        counterparties,
                        queues,
                        unread,
                        stored,
                        silentSince,
                        diskFree));
    }

    private static Snapshot.Bind bind(
            LinkStatus.State state, @Nullable Pause pause, long throttled, String... refused) {
        var view =
                new BindView(
                        "kcell",
                        "kcell",
                        pause,
                        List.of(new LinkStatus("kcell/0", state, NOW, "refused 77011234567: 0x0d")),
                        new BindFigures(1, 0, 10, 0, 0, 0, 0, 0),
                        List.of(refused));
        return new Snapshot.Bind(view, Snapshot.Bind.state(view), null, null, throttled);
    }

    private static Snapshot.Counterparty counterparty(
            @Nullable Instant silentSince, @Nullable Pause pause) {
        return counterparty(silentSince, pause, true, 7);
    }

    private static Snapshot.Counterparty counterparty(
            @Nullable Instant silentSince, @Nullable Pause pause, boolean isResting, long open) {
        var view =
                new CounterpartyView(
                        "kaspi",
                        pause,
                        null,
                        silentSince,
                        isResting,
                        "closed",
                        "closed",
                        0,
                        0,
                        0,
                        new Latencies().counts());
        return new Snapshot.Counterparty(
                view, Snapshot.Counterparty.state(view, open), null, null, 0, open);
    }

    private static Stored stored(
            Map<Source, Stored.Waiting> failures, PartnerStandingView... partners) {
        return new Stored(
                NOW,
                failures,
                List.of(),
                new MoneyInFlight("KZT", 0, 0, List.of()),
                List.of(partners),
                Map.of());
    }

    private static Pause pause(String name) {
        return new Pause(name, NOW.minusSeconds(60), "supervisor", "work at their side");
    }

    @Test
    void saysNothingWhereNothingIsWrong() {
        queues =
                List.of(
                        new QueueView("counterparty.kaspi", 12, 2, NOW),
                        new QueueView("partner.shop.events", 12, 0, NOW),
                        new QueueView("dead-letters", 0, 0, null));
        stored = stored(Map.of(Source.REVIEW, new Stored.Waiting(0, null)));

        assertThat(found()).isEmpty();
        at = NOW.plus(Duration.ofHours(1));
        assertThat(found()).isEmpty();
    }

    @Test
    void tellsTheWorstFirst() {
        binds = List.of(bind(LinkStatus.State.WAITING, null, 0, "mobimoney"));
        counterparties = List.of(counterparty(NOW.minusSeconds(90), null));
        stored = stored(Map.of(Source.INBOX, new Stored.Waiting(1, NOW)));
        silentSince = NOW.minusSeconds(5);
        diskFree = 1L;

        assertThat(found())
                .extracting(Alarm::kind)
                .containsExactly(
                        Alarm.Kind.DATABASE,
                        Alarm.Kind.BIND_DOWN,
                        Alarm.Kind.COUNTERPARTY_SILENT,
                        Alarm.Kind.DISK,
                        Alarm.Kind.UNHANDLED,
                        Alarm.Kind.SENDERS_REFUSED);
    }

    @Test
    void saysSinceWhenACounterpartyIsSilentAndWhereToLook() {
        counterparties = List.of(counterparty(NOW.minusSeconds(90), null));

        assertThat(found())
                .containsExactly(
                        new Alarm(
                                Alarm.Kind.COUNTERPARTY_SILENT,
                                "kaspi",
                                NOW.minusSeconds(90),
                                7,
                                "",
                                "/console/overview/counterparties/kaspi"));
    }

    @Test
    void saysLessOfOneThatMayBeBackAndThatNothingWaitsFor() {
        counterparties = List.of(counterparty(NOW, null, false, 0));
        assertThat(found()).extracting(Alarm::kind).containsExactly(Alarm.Kind.COUNTERPARTY_TRIED);

        counterparties = List.of(counterparty(NOW, null, false, 1));
        assertThat(found()).extracting(Alarm::kind).containsExactly(Alarm.Kind.COUNTERPARTY_SILENT);
    }

    @Test
    void remembersSinceWhenABindIsDownAndForgetsIt() {
        binds = List.of(bind(LinkStatus.State.WAITING, null, 0));
        found();
        at = NOW.plusSeconds(60);
        binds = List.of(bind(LinkStatus.State.CONNECTING, null, 0));

        assertThat(found().getFirst().since()).isEqualTo(NOW);
        assertThat(found().getFirst().detail()).doesNotContain("77011234567");

        binds = List.of(bind(LinkStatus.State.BOUND, null, 0));
        assertThat(found()).isEmpty();
        at = NOW.plusSeconds(120);
        binds = List.of(bind(LinkStatus.State.WAITING, null, 0));
        assertThat(found().getFirst().since()).isEqualTo(at);
    }

    @Test
    void tellsWhatSomebodyHoldsStillAsThatAndNotAsAFault() {
        binds = List.of(bind(LinkStatus.State.PAUSED, pause("kcell"), 0));
        counterparties = List.of(counterparty(null, pause("kaspi")));
        queues = List.of(new QueueView("counterparty.kaspi", 12, 0, NOW));
        stored =
                stored(
                        Map.of(),
                        new PartnerStandingView(
                                "shop",
                                "Shop",
                                new PartnerStandingView.Suspension(NOW, "supervisor", "keys"),
                                null,
                                0));
        found();
        at = NOW.plusSeconds(60);

        assertThat(found())
                .allMatch(alarm -> alarm.kind().gravity() == Alarm.Gravity.HELD)
                .allMatch(alarm -> alarm.detail().equals("supervisor"))
                .extracting(Alarm::kind)
                .containsExactly(
                        Alarm.Kind.BIND_PAUSED,
                        Alarm.Kind.COUNTERPARTY_PAUSED,
                        Alarm.Kind.PARTNER_SUSPENDED);
    }

    @Test
    void givesAQueueAMomentToFindAReader() {
        queues = List.of(new QueueView("dead-letters", 3, 0, NOW));

        assertThat(found()).isEmpty();
        at = NOW.plusSeconds(29);
        assertThat(found()).isEmpty();
        at = NOW.plusSeconds(30);
        assertThat(found()).extracting(Alarm::kind).containsExactly(Alarm.Kind.QUEUE_UNREAD);
        assertThat(found().getFirst().count()).isEqualTo(3);
    }

    @Test
    void mindsNoFewTextsThatCameTooFast() {
        binds = List.of(bind(LinkStatus.State.BOUND, null, 19));
        assertThat(found()).isEmpty();

        binds = List.of(bind(LinkStatus.State.BOUND, null, 20));
        assertThat(found()).extracting(Alarm::kind).containsExactly(Alarm.Kind.THROTTLED);
    }

    @Test
    void saysOfAPartnerThatDoesNotReadHowMuchWaits() {
        stored = stored(Map.of(), new PartnerStandingView("shop", "Shop", null, NOW, 42));

        assertThat(found())
                .containsExactly(
                        new Alarm(
                                Alarm.Kind.PARTNER_BLOCKED,
                                "shop",
                                NOW,
                                42,
                                "",
                                "/console/overview/partners/shop"));
    }

    @Test
    void tellsASessionThatIsMissingApartFromABindThatIsDown() {
        var view =
                new BindView(
                        "kcell",
                        "kcell",
                        null,
                        List.of(
                                new LinkStatus("kcell/0", LinkStatus.State.BOUND, NOW, ""),
                                new LinkStatus("kcell/1", LinkStatus.State.WAITING, NOW, "away")),
                        new BindFigures(1, 0, 10, 0, 0, 0, 0, 0),
                        List.of());
        binds = List.of(new Snapshot.Bind(view, Snapshot.Bind.state(view), null, null, 0));

        assertThat(found()).extracting(Alarm::kind).containsExactly(Alarm.Kind.BIND_PARTLY_DOWN);
    }

    @Test
    void doesNotCallABindDownThatAnotherNodeHas() {
        binds = List.of(bind(LinkStatus.State.IDLE, null, 0));

        assertThat(found()).isEmpty();
    }

    @Test
    void saysWhichVersionOfTheCatalogueCantBeRead() {
        unread =
                List.of(
                        new UnreadVersion(
                                CatalogueDocument.TEXTS, 7, 6, "texts, version 7, line 3", NOW));

        assertThat(found())
                .singleElement()
                .satisfies(
                        alarm -> {
                            assertThat(alarm.kind()).isEqualTo(Alarm.Kind.CATALOGUE_UNREAD);
                            assertThat(alarm.of()).isEqualTo("texts");
                            assertThat(alarm.count()).isEqualTo(7);
                            assertThat(alarm.address()).isEqualTo("/console/catalogue/texts");
                        });
    }
}
