package kz.nusqau.ledger;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What transfers come to. */
public final class Posted {

    private Posted() {}

    /** Tiyn that were posted to the debit of each account, less those to its credit; no zeros. */
    public static Map<String, Long> nets(List<Transfer> transfers) {
        Map<String, Long> nets = new TreeMap<>();
        for (Transfer transfer : transfers) {
            boolean posted =
                    transfer.phase() == Transfer.Phase.POST
                            || transfer.phase() == Transfer.Phase.DIRECT;
            if (posted) {
                nets.merge(transfer.debitAccount(), transfer.amount().minor(), Long::sum);
                nets.merge(transfer.creditAccount(), -transfer.amount().minor(), Long::sum);
            }
        }
        nets.values().removeIf(net -> net == 0);
        return nets;
    }

    /** How many are held and neither posted nor given back. */
    public static long open(List<Transfer> transfers) {
        return transfers.stream()
                .filter(transfer -> transfer.phase() == Transfer.Phase.PENDING)
                .filter(
                        transfer ->
                                transfers.stream()
                                        .noneMatch(end -> transfer.key().equals(end.pendingKey())))
                .count();
    }
}
