package kz.nusqau.payment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kz.nusqau.counterparty.BankNotice;
import kz.nusqau.counterparty.BankNotices;
import kz.nusqau.counterparty.Banks;
import kz.nusqau.counterparty.Billing;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandRequest;
import kz.nusqau.counterparty.CommandView;
import kz.nusqau.counterparty.Commands;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.FactsResult;
import kz.nusqau.counterparty.OperationalDay;
import kz.nusqau.counterparty.OwnAccounts;
import kz.nusqau.mailbox.OutboundState;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.platform.WorkWindows;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The modules as they run in the hub. */
@Component
final class HubNeighbours implements Neighbours {

    private final Commands commands;
    private final Billing billing;
    private final Banks banks;
    private final OwnAccounts ownAccounts;
    private final BankNotices notices;
    private final PlannedWork work;
    private final Outbox outbox;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;

    HubNeighbours(
            Commands commands,
            Billing billing,
            Banks banks,
            OwnAccounts ownAccounts,
            BankNotices notices,
            PlannedWork work,
            Outbox outbox,
            Timeline timeline,
            ApplicationEventPublisher events,
            PaymentProperties properties) {
        this.commands = commands;
        this.billing = billing;
        this.banks = banks;
        this.ownAccounts = ownAccounts;
        this.notices = notices;
        this.work = work;
        this.outbox = outbox;
        this.timeline = timeline;
        this.events = events;
        requireAccountAt(properties.appStore().bank());
    }

    private void requireAccountAt(String bank) {
        if (!bank.isEmpty()
                && (!banks.ids().contains(bank) || banks.settlementAccount(bank).isEmpty())) {
            throw new IllegalArgumentException(
                    "nusqau.payment.app-store.bank=%s: no bank with a settlement account; set nusqau.counterparties.%s.bank.settlement-account"
                            .formatted(bank, bank));
        }
    }

    @Override
    public void request(List<CommandRequest> requests) {
        commands.request(requests);
    }

    @Override
    public Set<CommandKey> takenIn(Collection<CommandKey> keys) {
        return commands.takenIn(keys);
    }

    @Override
    public OperationalDay operationalDay(String bank) {
        return banks.operationalDay(bank);
    }

    @Override
    public WorkWindows plannedWork() {
        return work.windows();
    }

    @Override
    public Set<CommandKey> cancel(Collection<CommandKey> keys) {
        return commands.cancel(keys);
    }

    @Override
    public List<CommandView> commands(InstructionId instruction) {
        return commands.of(instruction);
    }

    @Override
    public Map<UUID, OutboundState> prompts(Collection<UUID> messages) {
        return outbox.states(messages);
    }

    @Override
    public void wipe(Collection<UUID> messages) {
        outbox.wipe(messages);
    }

    @Override
    public void record(List<TimelineEntry> entries) {
        timeline.record(entries);
    }

    @Override
    public void publish(Object event) {
        events.publishEvent(event);
    }

    @Override
    public List<BankNotice> lockReturned(String bank, int limit) {
        return notices.lockReturned(bank, limit);
    }

    @Override
    public void matched(List<BankNotice> found) {
        notices.matched(found);
    }

    @Override
    public void left(List<BankNotice> unexplained) {
        notices.left(unexplained);
    }

    @Override
    public FactsResult facts(Msisdn msisdn) {
        return answer(billing.facts(msisdn));
    }

    @Override
    public OwnAccounts.Search ownAccount(String named, Msisdn owner) {
        return answer(
                named.length() == OwnAccounts.TAIL
                        ? ownAccounts.byTail(named, owner)
                        : ownAccounts.byIban(named, owner));
    }

    private static <T> T answer(CompletableFuture<T> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CounterpartyUnavailable unavailable ? unavailable : e;
        }
    }

    @Override
    public String settlementAccount(String bank) {
        return banks.settlementAccount(bank);
    }
}
