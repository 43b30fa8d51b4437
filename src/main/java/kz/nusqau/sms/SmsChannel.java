package kz.nusqau.sms;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import kz.nusqau.mailbox.OutboundChannel;
import kz.nusqau.mailbox.OutboundMessage;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.sms.SmsLinks.SmsLink;
import kz.nusqau.sms.text.Alphabet;
import kz.nusqau.sms.text.Segmenter;
import kz.nusqau.sms.text.Transliteration;
import org.springframework.stereotype.Component;

/**
 * Takes texts from the outbox, cuts them into parts and puts these into the queue of their link.
 * Knows how many of each link are in memory, and takes no more than it has room for.
 */
@Component
class SmsChannel implements OutboundChannel {

    private final SmsLinks links;
    private final SmsOutQueue queue;
    private final SmsResults results;
    private final RefusedSenders refusedSenders;
    private final FullPhones fullPhones;
    private final NumberRouting routing;
    private final Clock clock;
    private final int capacity;
    private final References references = new References();
    private final AtomicLong order = new AtomicLong();
    private final Map<String, AtomicInteger> inMemory = new ConcurrentHashMap<>();

    SmsChannel(
            SmsLinks links,
            SmsOutQueue queue,
            SmsResults results,
            RefusedSenders refusedSenders,
            FullPhones fullPhones,
            NumberRouting routing,
            Clock clock,
            MeterRegistry registry,
            SmppProperties properties) {
        this.links = links;
        this.queue = queue;
        this.results = results;
        this.refusedSenders = refusedSenders;
        this.fullPhones = fullPhones;
        this.routing = routing;
        this.clock = clock;
        this.capacity = properties.capacity();
        for (var link : links.all()) {
            Gauge.builder("nusqau.sms.outgoing", inMemory(link.name()), AtomicInteger::get)
                    .description("texts that were handed over and have no outcome yet")
                    .tag("link", link.name())
                    .register(registry);
        }
    }

    @Override
    public int room(String link) {
        return links.named(link).canSubmit() ? Math.max(0, capacity - inMemory(link).get()) : 0;
    }

    @Override
    public void take(List<OutboundMessage> messages) {
        for (var message : messages) {
            take(message);
        }
    }

    /** How many texts of the link have no outcome yet. */
    int depth(String link) {
        return inMemory(link).get();
    }

    private void take(OutboundMessage message) {
        var link = links.named(message.text().link());
        var count = inMemory(link.name());
        count.incrementAndGet();
        Runnable whenOver = count::decrementAndGet;
        var text = message.text();
        if (isExpired(message)) {
            results.refused(text.id(), "expired before it could be sent", whenOver);
            return;
        }
        var found = way(message, link);
        if (found.isEmpty()) {
            results.refused(
                    text.id(),
                    "no bind of " + link.name() + " sends from " + text.sender(),
                    whenOver);
            return;
        }
        var way = found.get();
        if (hasToWait(message, way, whenOver)) {
            return;
        }
        try {
            send(message, way, whenOver);
        } catch (IllegalArgumentException e) {
            results.refused(text.id(), String.valueOf(e.getMessage()), whenOver);
        }
    }

    /** It then comes back, here or on another node. */
    private boolean hasToWait(OutboundMessage message, Way way, Runnable whenOver) {
        var text = message.text().id();
        var pause = refusedSenders.pause(way.link.name(), way.sender);
        if (!pause.isZero()) {
            results.senderRefused(message, pause, "the SMSC refuses the sender", whenOver);
            return true;
        }
        var fullFor = fullPhones.pause(way.link.name(), message.to());
        if (!fullFor.isZero()) {
            results.waits(text, fullFor, "the recipient's queue is full", whenOver);
            return true;
        }
        if (way.link.queueFor(way.sender).isEmpty()) {
            var reason = "no bind for " + way.sender + " is bound here";
            results.notHere(text, reason, whenOver);
            return true;
        }
        return false;
    }

    /** By which link a text leaves, and from where. */
    private record Way(SmsLink link, String sender) {}

    /**
     * Where no bind of its link may send from the number that was addressed, a text leaves by the
     * link that serves the phone if that may, else from a number of its own link. Not so a code: it
     * fails, and is said once more from where it was asked for (R-OTP-5).
     */
    private Optional<Way> way(OutboundMessage message, SmsLink link) {
        var sender = message.text().sender();
        if (link.sendsFrom(sender)) {
            return Optional.of(new Way(link, sender));
        }
        var other =
                routing.linkOf(message.to())
                        .map(links::named)
                        .filter(serving -> serving.sendsFrom(sender) && serving.canSubmit())
                        .map(serving -> new Way(serving, sender));
        return other.isPresent() || message.text().priority() == Priority.CODE
                ? other
                : link.ownNumber().map(own -> new Way(link, own));
    }

    private void send(OutboundMessage message, Way way, Runnable whenOver) {
        var link = way.link;
        var written = written(message.text().text(), link);
        var alphabet = alphabet(written, link);
        var octets = Segmenter.split(written, alphabet);
        var outgoing =
                new OutgoingText(
                        message,
                        link,
                        way.sender,
                        alphabet,
                        octets.size(),
                        octets.size() - message.acceptedParts().size(),
                        octets.size() == 1 ? 0 : references.of(message.text().id(), message.to()));
        if (message.acceptedParts().size() >= octets.size()) {
            results.complete(message.text().id(), whenOver);
            return;
        }
        for (int number = 1; number <= octets.size(); number++) {
            if (!message.acceptedParts().contains(number)) {
                var part =
                        new OutgoingPart(
                                outgoing, number, octets.get(number - 1), order.incrementAndGet());
                put(part, whenOver);
            }
        }
    }

    private void put(OutgoingPart part, Runnable whenOver) {
        queue.put(
                part,
                outcome -> ended(part, outcome, whenOver),
                late -> results.acceptedLate(part, late));
    }

    /** What one operator doesn't know is tried once where the number was ported to. */
    private void ended(OutgoingPart part, PartOutcome outcome, Runnable whenOver) {
        var other =
                outcome instanceof PartOutcome.UnknownNumber
                        ? elsewhere(part.text())
                        : Optional.<SmsLink>empty();
        if (other.isPresent()) {
            put(part.by(other.get()), whenOver);
        } else {
            results.ended(part, outcome, whenOver);
        }
    }

    private Optional<SmsLink> elsewhere(OutgoingText text) {
        if (text.isMoved()) {
            return Optional.empty();
        }
        var from = text.link();
        return routing.linkOf(text.message().to())
                .filter(name -> !name.equals(from.name()))
                .map(links::named)
                .filter(SmsLink::canSubmit)
                .filter(link -> link.writesLike(from) && link.sendsFrom(text.sender()));
    }

    /** The parts of a text, as it leaves by the link. */
    static List<byte[]> parts(String text, SmsLink link) {
        var written = written(text, link);
        return Segmenter.split(written, alphabet(written, link));
    }

    private static Alphabet alphabet(String written, SmsLink link) {
        return link.profile().defaultAlphabet().orUcs2For(written);
    }

    private static String written(String text, SmsLink link) {
        return link.transliterates() ? Transliteration.toGsm7(text) : text;
    }

    private boolean isExpired(OutboundMessage message) {
        Instant expiresAt = message.expiresAt();
        return expiresAt != null && !clock.instant().isBefore(expiresAt);
    }

    private AtomicInteger inMemory(String link) {
        return inMemory.computeIfAbsent(link, any -> new AtomicInteger());
    }
}
