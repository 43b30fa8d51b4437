package kz.nusqau.counterparty.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.Subscribers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The subscribers as they are. */
@Component
final class SubscriberSide implements PersonalSide {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriberSide.class);

    private final Subscribers subscribers;
    private final PersonalData personalData;

    SubscriberSide(Subscribers subscribers, PersonalData personalData) {
        this.subscribers = subscribers;
        this.personalData = personalData;
    }

    @Override
    public Map<SubscriberId, Msisdn> msisdns(Collection<SubscriberId> ids) {
        return subscribers.msisdns(ids);
    }

    @Override
    public List<byte[]> seal(List<Item> items) {
        return items.stream()
                .map(item -> personalData.seal(item.subscriber(), item.bytes()))
                .toList();
    }

    @Override
    public List<Optional<byte[]>> open(List<Item> items) {
        // One statement fetches the keys of all; whoever is missing was erased.
        Map<SubscriberId, Msisdn> there =
                msisdns(items.stream().map(Item::subscriber).distinct().toList());
        var opened = new ArrayList<Optional<byte[]>>(items.size());
        for (Item item : items) {
            opened.add(
                    there.containsKey(item.subscriber()) ? open(item) : Optional.<byte[]>empty());
        }
        return opened;
    }

    private Optional<byte[]> open(Item item) {
        try {
            return Optional.of(personalData.open(item.subscriber(), item.bytes()));
        } catch (IllegalStateException e) {
            // One damaged row must not stop the rows that were read with it.
            LOG.error("a command's row can't be opened", e);
            return Optional.empty();
        }
    }
}
