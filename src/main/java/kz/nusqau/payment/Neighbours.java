package kz.nusqau.payment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kz.nusqau.counterparty.BankNotice;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandRequest;
import kz.nusqau.counterparty.CommandView;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.FactsResult;
import kz.nusqau.counterparty.OperationalDay;
import kz.nusqau.counterparty.OwnAccounts;
import kz.nusqau.mailbox.OutboundState;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.platform.WorkWindows;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;

/** What payments set going in other modules; tests keep a record of it. */
interface Neighbours {

    void request(List<CommandRequest> commands);

    /** Those of the commands that their counterparties work on. */
    Set<CommandKey> takenIn(Collection<CommandKey> commands);

    OperationalDay operationalDay(String bank);

    /** Work that was planned on the hub or on counterparties. */
    WorkWindows plannedWork();

    /** Those that are now proven unsent. */
    Set<CommandKey> cancel(Collection<CommandKey> commands);

    List<CommandView> commands(InstructionId instruction);

    Map<UUID, OutboundState> prompts(Collection<UUID> messages);

    void wipe(Collection<UUID> messages);

    void record(List<TimelineEntry> entries);

    void publish(Object event);

    /** Credits that a bank told of and that came from orders of ours, locked. */
    List<BankNotice> lockReturned(String bank, int limit);

    void matched(List<BankNotice> notices);

    /** Only a person can tell what they are for. */
    void left(List<BankNotice> notices);

    /** Blocks; fails with {@link CounterpartyUnavailable}. */
    FactsResult facts(Msisdn msisdn);

    /**
     * The subscriber's own account with this IBAN or these last four digits. Blocks; fails with
     * {@link CounterpartyUnavailable}.
     */
    OwnAccounts.Search ownAccount(String named, Msisdn owner);

    /** IBAN of the operator's account at a bank. */
    String settlementAccount(String bank);
}
