package kz.nusqau.mailbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import kz.nusqau.mailbox.LeaseTable.Lease;
import kz.nusqau.mailbox.LeaseTable.LiveNode;
import kz.nusqau.platform.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What only one node may do at a time, shared fairly among the nodes that live. A node that dies
 * loses its leases within seconds; what it still tries afterwards is told by the epoch.
 */
@Component
public class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final LeaseTable table;
    private final TransactionTemplate transaction;
    private final Node node;
    private final Map<String, Group> groups = new ConcurrentHashMap<>();
    private volatile Set<UUID> live = Set.of();

    Leases(LeaseTable table, TransactionTemplate transaction, Node node) {
        this.table = table;
        this.transaction = transaction;
        this.node = node;
    }

    /** Takes part in sharing the leases {@code group/0} to {@code group/(count-1)}. */
    public void join(String group, int count, LeaseListener listener) {
        table.create(group, count);
        groups.put(group, new Group(group, count, listener));
    }

    /** Whether this node has the lease, as far as it knows. */
    public boolean holds(String group, int index) {
        Group joined = groups.get(group);
        return joined != null && joined.held.containsKey(index);
    }

    /** The nodes that lived when last looked at, this one among them. */
    Set<UUID> liveNodes() {
        return live;
    }

    /** One look at who lives and who has what; takes, gives and tells accordingly. */
    void tick(NodeSession session) {
        List<Group> joined = List.copyOf(groups.values());
        var names = joined.stream().map(group -> group.name).toList();
        var found = new HashMap<String, Collection<Lease>>();
        transaction.executeWithoutResult(
                status -> {
                    table.heartbeat(names, session.backend());
                    List<LiveNode> nodes = table.live();
                    live = nodes.stream().map(LiveNode::id).collect(Collectors.toSet());
                    table.bury(live);
                    Map<String, List<Lease>> leases =
                            table.leases(names).stream()
                                    .collect(Collectors.groupingBy(Lease::group));
                    for (Group group : joined) {
                        var all = leases.getOrDefault(group.name, List.of());
                        found.put(group.name, share(group, all, nodes));
                    }
                });
        joined.forEach(group -> group.tell(found.getOrDefault(group.name, List.of())));
    }

    /** Gives back everything. */
    void leave() {
        transaction.executeWithoutResult(status -> table.leave());
        groups.values().forEach(group -> group.tell(List.of()));
    }

    /** Takes what is missing to this node's share and free; gives what is above it. */
    private Collection<Lease> share(Group group, List<Lease> all, List<LiveNode> nodes) {
        int sharers = (int) nodes.stream().filter(n -> n.groups().contains(group.name)).count();
        int share = Math.ceilDiv(group.count, Math.max(1, sharers));
        var ours = new HashSet<Lease>();
        var free = new ArrayList<Lease>();
        for (Lease lease : all) {
            if (lease.number() >= group.count) {
                continue;
            }
            if (node.id().equals(lease.node())) {
                ours.add(lease);
            } else if (lease.node() == null || !live.contains(lease.node())) {
                free.add(lease);
            }
        }
        if (ours.size() > share) {
            var given = group.releasable(ours, ours.size() - share);
            table.release(given);
            ours.removeAll(given);
        } else {
            group.stay(ours);
            int missing = Math.min(share - ours.size(), free.size());
            ours.addAll(table.take(free.subList(0, missing)));
        }
        return ours;
    }

    /** The leases of one group that this node has, and who wants to hear of them. */
    private static final class Group {

        private final String name;
        private final int count;
        private final LeaseListener listener;
        private final Map<Integer, Long> held = new ConcurrentHashMap<>();
        private final Set<Integer> leaving = new HashSet<>();

        Group(String name, int count, LeaseListener listener) {
            this.name = name;
            this.count = count;
            this.listener = listener;
        }

        /** Those of the leases to be given whose work has come to its end. */
        List<Lease> releasable(Set<Lease> ours, int excess) {
            return ours.stream()
                    .sorted((a, b) -> Integer.compare(b.number(), a.number()))
                    .limit(excess)
                    .filter(
                            lease -> {
                                leaving.add(lease.number());
                                return listener.mayRelease(lease.number());
                            })
                    .toList();
        }

        /** Nobody needs them any more: work that was being ended goes on. */
        void stay(Set<Lease> ours) {
            for (Lease lease : ours) {
                if (leaving.remove(lease.number())) {
                    listener.gained(lease.number(), lease.epoch());
                }
            }
        }

        void tell(Collection<Lease> found) {
            var now = new HashMap<Integer, Long>();
            for (Lease lease : found) {
                now.put(lease.number(), lease.epoch());
            }
            Map.copyOf(held)
                    .forEach(
                            (number, epoch) -> {
                                if (!epoch.equals(now.get(number))) {
                                    held.remove(number);
                                    leaving.remove(number);
                                    LOG.debug("lost {}/{}", name, number);
                                    listener.lost(number);
                                }
                            });
            now.forEach(
                    (number, epoch) -> {
                        if (held.putIfAbsent(number, epoch) == null) {
                            LOG.debug("gained {}/{}", name, number);
                            listener.gained(number, epoch);
                        }
                    });
        }
    }
}
