package kz.nusqau.sms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.dialogue.CustomerMessage;
import kz.nusqau.dialogue.Dialogue;
import kz.nusqau.dialogue.PauseNotices;
import kz.nusqau.mailbox.Inbox;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.mailbox.InboxHandler;
import kz.nusqau.mailbox.IncomingMessage.Kind;
import kz.nusqau.mailbox.Redeliveries;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.platform.AfterCommit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From stored messages to texts: drops what the SMSC delivered twice, reads the alphabets, joins
 * the parts, and gives whole texts to the dialogue.
 */
@Component
class SmsTexts implements InboxHandler {

    /** Stands for a message that nobody can read: no instruction, so it is answered with help. */
    static final String UNREADABLE = "\uFFFD";

    private final Inbox inbox;
    private final Redeliveries redeliveries;
    private final Timeline timeline;
    private final Parts parts;
    private final SmsLinks links;
    private final FairUse fairUse;
    private final Dialogue dialogue;
    private final PauseNotices pauseNotices;
    private final TransactionTemplate transaction;

    SmsTexts(
            Inbox inbox,
            Redeliveries redeliveries,
            Timeline timeline,
            Parts parts,
            SmsLinks links,
            FairUse fairUse,
            Dialogue dialogue,
            PauseNotices pauseNotices,
            TransactionTemplate transaction) {
        this.inbox = inbox;
        this.redeliveries = redeliveries;
        this.timeline = timeline;
        this.parts = parts;
        this.links = links;
        this.fairUse = fairUse;
        this.dialogue = dialogue;
        this.pauseNotices = pauseNotices;
        this.transaction = transaction;
    }

    @Override
    public boolean handles(Kind kind) {
        return kind != Kind.USSD;
    }

    @Override
    public void handle(List<InboxEntry> batch) {
        var sorted = sort(batch);
        if (!sorted.hasOnlyTexts()) {
            // Before the dialogue: if this fails, nothing of the batch has happened yet.
            transaction.executeWithoutResult(status -> settle(sorted));
        }
        if (!sorted.texts.isEmpty()) {
            converse(sorted.texts);
        }
    }

    private Sorted sort(List<InboxEntry> batch) {
        var sorted = new Sorted();
        var repeated =
                redeliveries.check(
                        batch.stream().filter(entry -> entry.kind() == Kind.TEXT).toList());
        for (var entry : batch) {
            if (entry.kind() == Kind.RECEIPT) {
                sorted.end(entry, "receipt.unreadable", "names no message");
            } else if (repeated.contains(entry)) {
                sorted.end(entry, "text.redelivered", "to " + entry.destination());
            } else if (entry.source().isEmpty()) {
                sorted.end(entry, "text.without-sender", "to " + entry.destination());
            } else {
                switch (fairUse.judge(entry.subscriber())) {
                    case WELCOME -> sort(entry, sorted);
                    case TOO_MANY -> sorted.pause(entry, fairUse.pause());
                    case PAUSED -> sorted.end(entry, "text.paused", "to " + entry.destination());
                }
            }
        }
        return sorted;
    }

    private void sort(InboxEntry entry, Sorted sorted) {
        var link = links.named(entry.link());
        if (!link.isReachedAt(entry.destination())) {
            sorted.note(entry, "text.misdirected", "to " + entry.destination());
        }
        switch (StoredMessage.read(entry, link.profile())) {
            case StoredMessage.Whole(var text) -> sorted.say(entry, text);
            case StoredMessage.OnePart part -> sorted.parts.add(new Parts.Arrived(entry, part));
            case StoredMessage.NoText(int coding) -> {
                sorted.note(entry, "text.unreadable", "data_coding " + coding);
                sorted.say(entry, UNREADABLE);
            }
            case StoredMessage.Incomplete(var what) -> {
                sorted.note(entry, "text.incomplete", what);
                sorted.say(entry, UNREADABLE);
            }
        }
    }

    private void settle(Sorted sorted) {
        var ended = new ArrayList<>(sorted.ended);
        if (!sorted.parts.isEmpty()) {
            ended.addAll(join(sorted));
        }
        if (!sorted.paused.isEmpty()) {
            pauseNotices.answer(sorted.paused, fairUse.pause());
        }
        timeline.record(List.copyOf(sorted.timeline));
        if (!ended.isEmpty()) {
            inbox.finish(ended);
        }
    }

    /** Returns the entries whose text still lacks other parts; they are kept elsewhere now. */
    private List<InboxEntry> join(Sorted sorted) {
        var before = parts.joined(sorted.parts.stream().map(Parts.Arrived::entry).toList());
        var arrived = new ArrayList<Parts.Arrived>();
        var whole = new HashMap<InboxEntry, Optional<String>>();
        for (var part : sorted.parts) {
            var text = before.get(part.entry().id());
            if (text == null) {
                arrived.add(part);
            } else {
                whole.put(part.entry(), text);
            }
        }
        var waiting = new ArrayList<InboxEntry>();
        if (!arrived.isEmpty()) {
            parts.keep(arrived);
            var kept = parts.of(arrived.stream().map(Parts.Arrived::key).toList());
            whole.putAll(complete(arrived, kept, waiting, sorted));
        }
        // Told only after the commit: a transaction that is tried again must not say it twice.
        AfterCommit.run(
                () -> whole.forEach((entry, text) -> sorted.say(entry, text.orElse(UNREADABLE))));
        return waiting;
    }

    private Map<InboxEntry, Optional<String>> complete(
            List<Parts.Arrived> arrived,
            Map<PartKey, List<Parts.Kept>> kept,
            List<InboxEntry> waiting,
            Sorted sorted) {
        var whole = new HashMap<InboxEntry, Optional<String>>();
        var done = new ArrayList<PartKey>();
        for (var part : arrived) {
            var all = kept.getOrDefault(part.key(), List.of());
            if (all.size() < part.key().total()) {
                waiting.add(part.entry());
                sorted.note(
                        part.entry(),
                        "text.part",
                        "%d of %d, %d there"
                                .formatted(
                                        part.message().part().number(),
                                        part.key().total(),
                                        all.size()));
                continue;
            }
            var text = Parts.join(all, links.named(part.entry().link()).profile());
            parts.remember(part.entry(), text);
            done.add(part.key());
            whole.put(part.entry(), text);
        }
        if (!done.isEmpty()) {
            parts.delete(done);
        }
        return whole;
    }

    /** A text that the dialogue can't settle must not keep its neighbours from being settled. */
    private void converse(List<CustomerMessage> texts) {
        try {
            dialogue.converse(List.copyOf(texts));
        } catch (RuntimeException e) {
            if (texts.size() == 1) {
                inbox.failed(texts.getFirst().entry(), e);
                return;
            }
            int middle = texts.size() / 2;
            converse(texts.subList(0, middle));
            converse(texts.subList(middle, texts.size()));
        }
    }

    /** What a batch consists of. */
    private static final class Sorted {

        final List<CustomerMessage> texts = new ArrayList<>();
        final List<Parts.Arrived> parts = new ArrayList<>();
        final List<InboxEntry> ended = new ArrayList<>();

        /** Their senders are told that nothing is read from them for a while. */
        final List<CustomerMessage> paused = new ArrayList<>();

        final Set<TimelineEntry> timeline = new java.util.LinkedHashSet<>();

        boolean hasOnlyTexts() {
            return parts.isEmpty() && ended.isEmpty() && timeline.isEmpty();
        }

        void say(InboxEntry entry, String text) {
            texts.add(message(entry, text));
        }

        void pause(InboxEntry entry, Duration pause) {
            paused.add(message(entry, ""));
            end(entry, "text.paused", "too many texts; none is read for " + pause);
        }

        private static CustomerMessage message(InboxEntry entry, String text) {
            return new CustomerMessage(
                    entry,
                    entry.source().orElseThrow(),
                    entry.link(),
                    entry.destination(),
                    text,
                    entry.receivedAt());
        }

        void note(InboxEntry entry, String kind, String detail) {
            timeline.add(
                    new TimelineEntry(null, entry.subscriber(), entry.receivedAt(), kind, detail));
        }

        void end(InboxEntry entry, String kind, String detail) {
            ended.add(entry);
            note(entry, kind, detail);
        }
    }
}
