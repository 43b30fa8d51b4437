package kz.nusqau.counterparty.command;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;

/** What commands need of the subscribers: numbers to send, and rows sealed at rest (I-8). */
public interface PersonalSide {

    /** Without those that were erased. */
    Map<SubscriberId, Msisdn> msisdns(Collection<SubscriberId> subscribers);

    /** In the order of the items. */
    List<byte[]> seal(List<Item> items);

    /** In the order of the items; empty where the subscriber was erased. */
    List<Optional<byte[]>> open(List<Item> items);

    /** Some bytes and whose they are. */
    record Item(SubscriberId subscriber, byte[] bytes) {}
}
