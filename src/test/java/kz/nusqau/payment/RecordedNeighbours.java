package kz.nusqau.payment;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import kz.nusqau.counterparty.BankNotice;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandRequest;
import kz.nusqau.counterparty.CommandView;
import kz.nusqau.counterparty.FactsResult;
import kz.nusqau.counterparty.OperationalDay;
import kz.nusqau.counterparty.OwnAccounts;
import kz.nusqau.mailbox.InstructionNeedsReview;
import kz.nusqau.mailbox.InstructionsResolved;
import kz.nusqau.mailbox.OutboundState;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.platform.AfterCommit;
import kz.nusqau.platform.WorkWindows;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RefusalReason;

/** Keeps what was committed. */
final class RecordedNeighbours implements Neighbours {

    final Set<CommandKey> takenIn = ConcurrentHashMap.newKeySet();

    /** Never over, unless a test says otherwise. */
    volatile OperationalDay day =
            new OperationalDay(LocalTime.MAX, EnumSet.allOf(DayOfWeek.class), Set.of());

    volatile WorkWindows work = WorkWindows.NONE;

    final List<CommandRequest> commands = new CopyOnWriteArrayList<>();
    final List<TimelineEntry> timeline = new CopyOnWriteArrayList<>();
    final List<PaymentNews> news = new CopyOnWriteArrayList<>();
    final List<InstructionNeedsReview> reviews = new CopyOnWriteArrayList<>();
    final Map<InstructionId, String> resolved = new ConcurrentHashMap<>();
    final List<UUID> wiped = new CopyOnWriteArrayList<>();
    final List<BankNotice> returned = new CopyOnWriteArrayList<>();
    final Map<UUID, OutboundState> prompts = new ConcurrentHashMap<>();
    final Set<CommandKey> unsent = ConcurrentHashMap.newKeySet();
    final List<CommandView> views = new CopyOnWriteArrayList<>();

    @Override
    public void request(List<CommandRequest> requests) {
        AfterCommit.run(() -> commands.addAll(requests));
    }

    @Override
    public Set<CommandKey> takenIn(Collection<CommandKey> keys) {
        return keys.stream().filter(takenIn::contains).collect(Collectors.toSet());
    }

    @Override
    public OperationalDay operationalDay(String bank) {
        return day;
    }

    @Override
    public WorkWindows plannedWork() {
        return work;
    }

    @Override
    public Set<CommandKey> cancel(Collection<CommandKey> keys) {
        return keys.stream().filter(unsent::contains).collect(Collectors.toSet());
    }

    @Override
    public List<CommandView> commands(InstructionId instruction) {
        return views.stream().filter(v -> v.key().instruction().equals(instruction)).toList();
    }

    @Override
    public Map<UUID, OutboundState> prompts(Collection<UUID> messages) {
        var found = new HashMap<UUID, OutboundState>();
        messages.stream()
                .filter(prompts::containsKey)
                .forEach(message -> found.put(message, prompts.get(message)));
        return found;
    }

    @Override
    public void wipe(Collection<UUID> messages) {
        AfterCommit.run(() -> wiped.addAll(messages));
    }

    @Override
    public void record(List<TimelineEntry> entries) {
        AfterCommit.run(() -> timeline.addAll(entries));
    }

    @Override
    public void publish(Object event) {
        AfterCommit.run(
                () -> {
                    switch (event) {
                        case PaymentsChanged(var list) -> news.addAll(list);
                        case InstructionNeedsReview review -> reviews.add(review);
                        case InstructionsResolved(var outcomes) -> resolved.putAll(outcomes);
                        default -> throw new IllegalStateException("unknown event " + event);
                    }
                });
    }

    @Override
    public List<BankNotice> lockReturned(String bank, int limit) {
        return List.copyOf(returned);
    }

    @Override
    public void matched(List<BankNotice> notices) {
        AfterCommit.run(() -> returned.removeAll(notices));
    }

    @Override
    public void left(List<BankNotice> notices) {
        AfterCommit.run(() -> returned.removeAll(notices));
    }

    @Override
    public FactsResult facts(Msisdn msisdn) {
        return new FactsResult.UnknownSubscriber();
    }

    @Override
    public OwnAccounts.Search ownAccount(String named, Msisdn owner) {
        return new OwnAccounts.Search.Refused(RefusalReason.UNKNOWN_CARD);
    }

    @Override
    public String settlementAccount(String bank) {
        return "KZ64601C90000000015993";
    }

    List<CommandRequest> commandsOf(InstructionId id) {
        return commands.stream().filter(c -> c.key().instruction().equals(id)).toList();
    }

    List<News> newsOf(InstructionId id) {
        var list = new ArrayList<News>();
        news.stream().filter(n -> n.id().equals(id)).forEach(n -> list.add(n.news()));
        return list;
    }
}
