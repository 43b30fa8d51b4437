package kz.nusqau.mailbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.mailbox.Lanes.Reading;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.Subscribers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Brings what waits in the table to the lanes that have room for it. */
@Component
class InboxReader {

    private static final Logger LOG = LoggerFactory.getLogger(InboxReader.class);

    private final InboxTable table;
    private final Lanes lanes;
    private final Subscribers subscribers;
    private final PersonalData personalData;

    InboxReader(InboxTable table, Lanes lanes, Subscribers subscribers, PersonalData personalData) {
        this.table = table;
        this.lanes = lanes;
        this.subscribers = subscribers;
        this.personalData = personalData;
    }

    /** One look into the table, if a lane wants one within the time; false if it failed. */
    boolean readOnce(long timeoutMillis) throws InterruptedException {
        Optional<Reading> reading = lanes.nextReading(timeoutMillis);
        if (reading.isEmpty()) {
            return true;
        }
        try {
            lanes.read(reading.get(), entries(reading.get()));
            return true;
        } catch (RuntimeException e) {
            lanes.readFailed(reading.get());
            LOG.warn("partition {} can't be read: {}", reading.get().partition(), e.toString());
            return false;
        }
    }

    /** Has what has been pending for so long looked at: memory may not know of it. */
    void lookFor(Duration age) {
        lanes.readAgain(table.pendingFor(age));
    }

    private List<InboxEntry> entries(Reading reading) {
        List<InboxTable.Stored> rows = table.oldest(reading.partition(), reading.limit());
        Map<SubscriberId, Msisdn> senders =
                subscribers.msisdns(rows.stream().map(InboxTable.Stored::subscriber).toList());
        var entries = new ArrayList<InboxEntry>(rows.size());
        for (InboxTable.Stored row : rows) {
            entries.add(entry(row, Optional.ofNullable(senders.get(row.subscriber()))));
        }
        return entries;
    }

    private InboxEntry entry(InboxTable.Stored row, Optional<Msisdn> sender) {
        return new InboxEntry(
                row.id(),
                Lanes.partitionOf(row.subscriber()),
                row.subscriber(),
                sender,
                row.link(),
                row.session(),
                row.destination(),
                row.receivedAt(),
                row.kind(),
                row.dedupeKey(),
                open(row));
    }

    /** Of an erased subscriber nothing is left to read; the channel finishes such a message. */
    private byte[] open(InboxTable.Stored row) {
        if (row.payload().length == 0) {
            return row.payload();
        }
        return personalData.openIfKept(row.subscriber(), row.payload()).orElse(new byte[0]);
    }
}
