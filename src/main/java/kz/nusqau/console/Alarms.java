package kz.nusqau.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.catalogue.UnreadVersion;
import kz.nusqau.failedmessages.Source;
import kz.nusqau.partner.PartnerStandingView;
import kz.nusqau.partner.PartnerStandingView.Suspension;
import kz.nusqau.platform.BrokerQueues.QueueView;
import kz.nusqau.platform.Pauses.Pause;
import kz.nusqau.reconciliation.OpenBreaksView;
import kz.nusqau.sms.smpp.LinkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Says what of all that is seen is wrong. What it has no time of it remembers from when it saw it
 * first. Not thread-safe.
 */
final class Alarms {

    /** A queue may be without a reader for a moment. */
    private static final Duration UNREAD_FOR = Duration.ofSeconds(30);

    /** Less than that an SMSC may well do, and the rate follows. */
    private static final double THROTTLED_SHARE = 0.05;

    private static final long THROTTLED_LEAST = 20;
    private static final String COMMANDS = "counterparty.";

    private static final Comparator<Alarm> WORST_FIRST =
            Comparator.comparing(Alarm::kind).thenComparing(Alarm::of);

    private final Map<Place, Instant> firstSeen = new HashMap<>();

    private record Place(Alarm.Kind kind, String of) {}

    /**
     * What is looked at.
     *
     * @param silentSince since when the database hasn't answered; null while it does
     * @param unread versions of the catalogue that can't be read
     * @param diskFree in bytes, where it is less than it should be; null while there is enough
     */
    record Seen(
            Instant at,
            List<Snapshot.Bind> binds,
            Map<String, Double> sentInAMinute,
            List<Snapshot.Counterparty> counterparties,
            List<QueueView> queues,
            List<UnreadVersion> unread,
            @Nullable Stored stored,
            @Nullable Instant silentSince,
            @Nullable Long diskFree) {}

    /** The worst first. */
    List<Alarm> of(Seen seen) {
        List<Alarm> found = new ArrayList<>();
        if (seen.silentSince() != null) {
            found.add(new Alarm(Alarm.Kind.DATABASE, "", seen.silentSince(), 0, "", "#overview"));
        }
        if (seen.diskFree() != null) {
            found.add(unknownSince(Alarm.Kind.DISK, "", seen.diskFree(), "", "#overview"));
        }
        for (UnreadVersion unread : seen.unread()) {
            found.add(
                    new Alarm(
                            Alarm.Kind.CATALOGUE_UNREAD,
                            unread.document().word(),
                            unread.since(),
                            unread.number(),
                            Masked.numbers(unread.fault()),
                            "/console/catalogue/" + unread.document().word()));
        }
        seen.binds().forEach(bind -> add(bind, seen, found));
        seen.counterparties().forEach(counterparty -> add(counterparty, found));
        Set<String> resting =
                seen.counterparties().stream()
                        .filter(
                                each ->
                                        each.state()
                                                != Snapshot.Counterparty.CounterpartyState.WELL)
                        .map(each -> COMMANDS + each.view().id())
                        .collect(Collectors.toSet());
        seen.queues().stream()
                .filter(queue -> isUnread(queue) && !resting.contains(queue.name()))
                .forEach(queue -> found.add(unread(queue)));
        if (seen.stored() != null) {
            add(seen.stored(), found);
        }
        List<Alarm> dated = found.stream().map(alarm -> dated(alarm, seen.at())).toList();
        firstSeen.keySet().retainAll(dated.stream().map(Alarms::place).collect(Collectors.toSet()));
        return dated.stream()
                .filter(alarm -> isOldEnough(alarm, seen.at()))
                .sorted(WORST_FIRST)
                .toList();
    }

    private static Place place(Alarm alarm) {
        return new Place(alarm.kind(), alarm.of());
    }

    private Alarm dated(Alarm alarm, Instant now) {
        Instant first = firstSeen.computeIfAbsent(place(alarm), place -> now);
        return alarm.since() != null
                ? alarm
                : new Alarm(
                        alarm.kind(),
                        alarm.of(),
                        first,
                        alarm.count(),
                        alarm.detail(),
                        alarm.address());
    }

    private static boolean isOldEnough(Alarm alarm, Instant now) {
        return alarm.kind() != Alarm.Kind.QUEUE_UNREAD
                || alarm.since() == null
                || Duration.between(alarm.since(), now).compareTo(UNREAD_FOR) >= 0;
    }

    private static Alarm unknownSince(
            Alarm.Kind kind, String of, long count, String detail, String address) {
        return new Alarm(kind, of, null, count, Masked.numbers(detail), address);
    }

    private static void add(Snapshot.Bind bind, Seen seen, List<Alarm> found) {
        String id = bind.view().id();
        String address = Subject.BIND.address(id);
        Pause pause = bind.view().pause();
        if (pause != null) {
            found.add(held(Alarm.Kind.BIND_PAUSED, pause, address));
        } else if (bind.state() == Snapshot.Bind.BindState.DOWN) {
            found.add(lost(Alarm.Kind.BIND_DOWN, bind, address));
        } else if (bind.state() == Snapshot.Bind.BindState.PARTLY) {
            found.add(lost(Alarm.Kind.BIND_PARTLY_DOWN, bind, address));
        }
        if (!bind.view().refusedSenders().isEmpty()) {
            found.add(
                    unknownSince(
                            Alarm.Kind.SENDERS_REFUSED,
                            id,
                            bind.view().refusedSenders().size(),
                            String.join(", ", bind.view().refusedSenders()),
                            address));
        }
        double sent = seen.sentInAMinute().getOrDefault(id, 0.0);
        if (bind.throttled() >= THROTTLED_LEAST
                && bind.throttled() >= THROTTLED_SHARE * (bind.throttled() + sent)) {
            found.add(unknownSince(Alarm.Kind.THROTTLED, id, bind.throttled(), "", address));
        }
    }

    private static Alarm lost(Alarm.Kind kind, Snapshot.Bind bind, String address) {
        List<LinkStatus> lost =
                bind.view().sessions().stream()
                        .filter(
                                each ->
                                        each.state() == LinkStatus.State.WAITING
                                                || each.state() == LinkStatus.State.CONNECTING)
                        .toList();
        String detail = lost.isEmpty() ? "" : lost.getFirst().detail();
        return unknownSince(kind, bind.view().id(), lost.size(), detail, address);
    }

    private static Alarm held(Alarm.Kind kind, Pause pause, String address) {
        return new Alarm(kind, pause.name(), pause.since(), 0, pause.who(), address);
    }

    private static void add(Snapshot.Counterparty counterparty, List<Alarm> found) {
        String id = counterparty.view().id();
        String address = Subject.COUNTERPARTY.address(id);
        Pause pause = counterparty.view().pause();
        if (pause != null) {
            found.add(held(Alarm.Kind.COUNTERPARTY_PAUSED, pause, address));
        } else if (counterparty.state() == Snapshot.Counterparty.CounterpartyState.SILENT
                || counterparty.state() == Snapshot.Counterparty.CounterpartyState.TRIED) {
            found.add(
                    new Alarm(
                            counterparty.state() == Snapshot.Counterparty.CounterpartyState.TRIED
                                    ? Alarm.Kind.COUNTERPARTY_TRIED
                                    : Alarm.Kind.COUNTERPARTY_SILENT,
                            id,
                            counterparty.view().silentSince(),
                            counterparty.open(),
                            "",
                            address));
        }
    }

    /** A partner may read when it likes, and is blocked when it doesn't for too long. */
    private static boolean isUnread(QueueView queue) {
        return queue.messages() > 0
                && queue.consumers() == 0
                && !queue.name().startsWith("partner.");
    }

    private static Alarm unread(QueueView queue) {
        return unknownSince(
                Alarm.Kind.QUEUE_UNREAD,
                queue.name(),
                queue.messages(),
                "",
                Subject.QUEUE.address(queue.name()));
    }

    private static void add(Stored stored, List<Alarm> found) {
        for (Wait wait : WAITS) {
            wait.in(stored).ifPresent(found::add);
        }
        if (stored.openBreaks() > 0) {
            found.add(
                    new Alarm(
                            Alarm.Kind.BREAKS,
                            "",
                            stored.breaks().stream()
                                    .map(OpenBreaksView::oldestDay)
                                    .min(Comparator.naturalOrder())
                                    .map(day -> day.atStartOfDay(WorkQueues.HERE).toInstant())
                                    .orElse(null),
                            stored.openBreaks(),
                            "",
                            "/console/work#BREAKS"));
        }
        for (PartnerStandingView partner : stored.partners()) {
            String address = Subject.PARTNER.address(partner.id());
            Suspension suspension = partner.suspension();
            if (suspension != null) {
                found.add(
                        new Alarm(
                                Alarm.Kind.PARTNER_SUSPENDED,
                                partner.id(),
                                suspension.since(),
                                0,
                                suspension.who(),
                                address));
            }
            if (partner.blockedSince() != null) {
                found.add(
                        new Alarm(
                                Alarm.Kind.PARTNER_BLOCKED,
                                partner.id(),
                                partner.blockedSince(),
                                partner.waiting(),
                                "",
                                address));
            }
        }
    }

    private static final List<Wait> WAITS =
            List.of(
                    new Wait(
                            Alarm.Kind.UNKNOWN_OUTCOMES,
                            WorkQueues.About.UNKNOWN,
                            List.of(Source.COMMAND)),
                    new Wait(Alarm.Kind.REVIEWS, WorkQueues.About.REVIEW, List.of(Source.REVIEW)),
                    new Wait(
                            Alarm.Kind.UNHANDLED,
                            WorkQueues.About.UNHANDLED,
                            List.of(Source.INBOX, Source.QUEUE)));

    /** Failed messages that wait for a person. */
    private record Wait(Alarm.Kind kind, WorkQueues.About queue, List<Source> sources) {

        Optional<Alarm> in(Stored stored) {
            List<Stored.Waiting> waiting =
                    sources.stream()
                            .flatMap(source -> Stream.ofNullable(stored.failures().get(source)))
                            .toList();
            long all = waiting.stream().mapToLong(Stored.Waiting::messages).sum();
            Instant since =
                    waiting.stream()
                            .map(Stored.Waiting::since)
                            .filter(Objects::nonNull)
                            .min(Comparator.naturalOrder())
                            .orElse(null);
            return all == 0
                    ? Optional.empty()
                    : Optional.of(new Alarm(kind, "", since, all, "", "/console/work#" + queue));
        }
    }
}
