package kz.nusqau.mailbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.mailbox.OutboxResult.Complete;
import kz.nusqau.mailbox.OutboxResult.LetGo;
import kz.nusqau.mailbox.OutboxResult.Received;
import kz.nusqau.mailbox.OutboxResult.Refused;
import kz.nusqau.mailbox.OutboxResult.Retry;
import kz.nusqau.mailbox.OutboxResult.Submitted;
import kz.nusqau.mailbox.OutboxResult.Undelivered;
import kz.nusqau.platform.AfterCommit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Writes down what came of sending, a group at a time. */
@Component
class OutboxResults {

    private final OutboxTable table;
    private final OutboxSender sender;
    private final ApplicationEventPublisher events;
    private final Counter submitted;
    private final Counter refused;
    private final Counter retried;
    private final Counter receipts;

    OutboxResults(
            OutboxTable table,
            OutboxSender sender,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        this.table = table;
        this.sender = sender;
        this.events = events;
        this.submitted = meters.counter("nusqau.outbox.parts.submitted");
        this.refused = meters.counter("nusqau.outbox.refused");
        this.retried = meters.counter("nusqau.outbox.retried");
        this.receipts = meters.counter("nusqau.outbox.receipts");
    }

    /** In one transaction; may run more than once for a result. */
    void write(List<OutboxResult> results) {
        var parts = new ArrayList<PartSubmitted>();
        var completed = new ArrayList<UUID>();
        var refusals = new ArrayList<Refused>();
        var retries = new ArrayList<Retry>();
        var letGo = new ArrayList<LetGo>();
        var received = new ArrayList<Receipt>();
        var undelivered = new ArrayList<Receipt>();
        for (OutboxResult result : results) {
            switch (result) {
                case Submitted(PartSubmitted part) -> parts.add(part);
                case Complete(UUID message) -> completed.add(message);
                case Refused refusal -> refusals.add(refusal);
                case Retry retry -> retries.add(retry);
                case LetGo gone -> letGo.add(gone);
                case Received(Receipt receipt) -> received.add(receipt);
                case Undelivered(Receipt receipt) -> undelivered.add(receipt);
            }
        }
        if (!received.isEmpty()) {
            table.addReceipts(received);
        }
        if (!undelivered.isEmpty()) {
            table.undeliveredCodes(undelivered).forEach(events::publishEvent);
        }
        writeParts(parts);
        close(new ArrayList<>(keys(completed).values()));
        writeRefusals(refusals);
        writeRetries(retries);
        letGo(letGo);
        AfterCommit.run(
                () -> {
                    submitted.increment(parts.size());
                    refused.increment(refusals.size());
                    retried.increment(retries.size() + letGo.size());
                    receipts.increment(received.size());
                });
    }

    private void writeParts(List<PartSubmitted> parts) {
        if (parts.isEmpty()) {
            return;
        }
        table.addParts(parts);
        var complete = new ArrayList<Outgoing>();
        var unknown = new ArrayList<UUID>();
        for (PartSubmitted part : parts) {
            sender.queues()
                    .sending(part.message())
                    .ifPresentOrElse(
                            sending -> {
                                if (sending.isCompleteWith(part)) {
                                    complete.add(sending.key());
                                }
                            },
                            () -> unknown.add(part.message()));
        }
        if (!unknown.isEmpty()) {
            complete.addAll(table.keys(table.complete(unknown)));
        }
        close(complete);
    }

    private void close(List<Outgoing> complete) {
        if (!complete.isEmpty()) {
            complete.sort(Comparator.comparing(Outgoing::id));
            table.close(complete);
            var ids = complete.stream().map(Outgoing::id).toList();
            AfterCommit.run(() -> sender.queues().done(ids));
        }
    }

    private void writeRefusals(List<Refused> refusals) {
        if (refusals.isEmpty()) {
            return;
        }
        Map<UUID, Outgoing> keys = keys(refusals.stream().map(Refused::message).toList());
        for (Refused refusal : refusals) {
            Outgoing key = keys.get(refusal.message());
            if (key != null) {
                table.fail(List.of(key), refusal.reason()).forEach(events::publishEvent);
            }
        }
        AfterCommit.run(() -> sender.queues().done(keys.keySet()));
    }

    private void writeRetries(List<Retry> retries) {
        if (retries.isEmpty()) {
            return;
        }
        Map<UUID, Outgoing> keys = keys(retries.stream().map(Retry::message).toList());
        for (Retry retry : retries) {
            Outgoing key = keys.get(retry.message());
            if (key != null) {
                table.retry(key, retry);
                AfterCommit.run(
                        () -> {
                            sender.queues().done(List.of(key.id()));
                            sender.readAgainAfter(key.link(), retry.delay());
                        });
            }
        }
    }

    private void letGo(List<LetGo> texts) {
        if (texts.isEmpty()) {
            return;
        }
        Map<UUID, Outgoing> keys = keys(texts.stream().map(LetGo::message).toList());
        var known = new LinkedHashMap<Outgoing, LetGo>();
        for (LetGo text : texts) {
            Outgoing key = keys.get(text.message());
            if (key != null) {
                known.put(key, text);
            }
        }
        table.letGo(
                List.copyOf(known.keySet()), known.values().stream().map(LetGo::reason).toList());
        table.wakeOthers();
        AfterCommit.run(
                () -> known.forEach((key, text) -> sender.takeBackAfter(key, text.delay())));
    }

    private Map<UUID, Outgoing> keys(Collection<UUID> ids) {
        var keys = new HashMap<UUID, Outgoing>();
        var unknown = new ArrayList<UUID>();
        for (UUID id : ids) {
            sender.queues()
                    .sending(id)
                    .ifPresentOrElse(sending -> keys.put(id, sending.key()), () -> unknown.add(id));
        }
        if (!unknown.isEmpty()) {
            table.keys(unknown).forEach(key -> keys.put(key.id(), key));
        }
        return keys;
    }
}
