package kz.nusqau.partner;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import kz.nusqau.partner.Arrival.Answerable;
import kz.nusqau.subscriber.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Message to request, or to the exact fault. Who sent it is what the broker says; what a message
 * costs is bounded before any of its body is looked at.
 */
@Component
final class MessageReader {

    /** The broker's word, which overwrites the sender's. */
    private static final String VALIDATED_USER = "JMSXUserID";

    private static final String ORIGINAL_ADDRESS = "_AMQ_ORIG_ADDRESS";
    private static final String LARGE_SIZE = "_AMQ_LARGE_SIZE";
    private static final String COMPRESSED = "_AMQ_LARGE_COMPRESSED";

    /** A text has two bytes for each character on its way, and a few before them. */
    private static final long MOST_ON_THE_WAY = 2L * Bodies.MOST_BYTES + 64;

    private final Contract contract;
    private final WishReader wishes;
    private final PersonalData personalData;
    private final Clock clock;

    MessageReader(Contract contract, WishReader wishes, PersonalData personalData, Clock clock) {
        this.contract = contract;
        this.wishes = wishes;
        this.personalData = personalData;
        this.clock = clock;
    }

    /** Of a partner's own queue. */
    Arrival read(String partner, int place, Message message) throws JMSException {
        boolean late =
                message.getJMSExpiration() > 0 && message.getJMSExpiration() <= clock.millis();
        return read(partner, place, message, late);
    }

    /** Of those that nobody took in time, whichever queue they waited in. */
    Arrival readExpired(int place, Message message) throws JMSException {
        String address = message.getStringProperty(ORIGINAL_ADDRESS);
        return Addresses.partnerOfRequests(address)
                .<Arrival>map(
                        partner -> {
                            try {
                                return read(partner, place, message, true);
                            } catch (JMSException e) {
                                throw new UnreadableMessage(e);
                            }
                        })
                .orElseGet(() -> new Arrival.Foreign(place, "expired at " + address));
    }

    private Arrival read(String partner, int place, Message message, boolean late)
            throws JMSException {
        String user = message.getStringProperty(VALIDATED_USER);
        if (!partner.equals(user)) {
            return new Arrival.Foreign(
                    place, "sent by %s to the requests of %s".formatted(user, partner));
        }
        var envelope =
                new Envelope(
                        partner, place, correlation(message), null, null, late, count(message));
        try {
            requireOwnReplyTo(partner, message);
            return read(envelope, Bodies.read(body(message)), message);
        } catch (FaultyMessage e) {
            return new Arrival.Faulty(envelope, e.fault());
        }
    }

    private Answerable read(Envelope unread, JsonNode body, Message message) throws JMSException {
        String requestId = RequestIds.of(body.path("requestId"));
        String word = body.path("type").isTextual() ? body.path("type").asText() : null;
        RequestType type = word == null ? null : RequestType.of(word).orElse(null);
        Envelope envelope = unread.reading(type == null ? null : type.word(), requestId);
        if (requestId != null && message.getJMSCorrelationID() == null) {
            envelope = envelope.correlated(requestId);
        }
        Optional<Fault> fault = fault(type, word, body);
        if (fault.isPresent()) {
            return new Arrival.Faulty(envelope, fault.get());
        }
        try {
            return new Arrival.Request(
                    envelope,
                    Objects.requireNonNull(type),
                    Objects.requireNonNull(requestId),
                    personalData.keyedHash("partner-request", Bodies.canonical(body)),
                    wishes.read(envelope.partner(), type, body));
        } catch (FaultyMessage e) {
            return new Arrival.Faulty(envelope, e.fault());
        }
    }

    private Optional<Fault> fault(
            @Nullable RequestType type, @Nullable String word, JsonNode body) {
        if (word == null) {
            return Optional.of(
                    new Fault(FaultCode.INVALID_MEMBER, "/type", "missing, or not a string"));
        }
        if (type == null) {
            return Optional.of(
                    new Fault(FaultCode.UNKNOWN_TYPE, "/type", "no such type of request"));
        }
        JsonNode version = body.path("version");
        if (version.isInt() && version.asInt() != RequestType.VERSION) {
            return Optional.of(
                    new Fault(
                            FaultCode.UNKNOWN_VERSION,
                            "/version",
                            "%s has version %d".formatted(type.word(), RequestType.VERSION)));
        }
        return contract.fault(type.word(), body);
    }

    /** A free address to answer to would be a way into other queues. */
    private static void requireOwnReplyTo(String partner, Message message)
            throws JMSException, FaultyMessage {
        Destination replyTo;
        try {
            replyTo = message.getJMSReplyTo();
        } catch (RuntimeException e) {
            throw new FaultyMessage(
                    FaultCode.REPLY_TO_NOT_ALLOWED, "JMSReplyTo can't be read: " + e.getMessage());
        }
        if (replyTo != null && !Addresses.replies(partner).equals(queueName(replyTo, message))) {
            throw new FaultyMessage(
                    FaultCode.REPLY_TO_NOT_ALLOWED,
                    "JMSReplyTo may be left out, or name " + Addresses.replies(partner));
        }
    }

    /** STOMP has no kinds of destination: its addresses are neither queues nor topics. */
    private static @Nullable String queueName(Destination replyTo, Message message)
            throws JMSException {
        if (replyTo instanceof Queue queue) {
            return queue.getQueueName();
        }
        return replyTo instanceof Topic ? null : message.getStringProperty("JMSReplyTo");
    }

    private static byte[] body(Message message) throws JMSException, FaultyMessage {
        if (message.propertyExists(LARGE_SIZE)
                && (message.propertyExists(COMPRESSED)
                        || isMuch(message.getObjectProperty(LARGE_SIZE)))) {
            throw tooLarge();
        }
        return switch (message) {
            case TextMessage text -> bytes(text.getText());
            case BytesMessage bytes -> bytes(bytes);
            default ->
                    throw new FaultyMessage(
                            FaultCode.BODY_NOT_TEXT, "neither a text nor a bytes message");
        };
    }

    /** A sender can write there what it likes. */
    private static boolean isMuch(@Nullable Object size) {
        return !(size instanceof Long octets) || octets > MOST_ON_THE_WAY;
    }

    private static byte[] bytes(@Nullable String text) throws FaultyMessage {
        if (text == null) {
            throw new FaultyMessage(FaultCode.BODY_NOT_TEXT, "no body");
        }
        if (text.length() > Bodies.MOST_BYTES) {
            throw tooLarge();
        }
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            if (encoded.remaining() > Bodies.MOST_BYTES) {
                throw tooLarge();
            }
            var bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new FaultyMessage(FaultCode.WRONG_ENCODING, "half a character");
        }
    }

    private static byte[] bytes(BytesMessage message) throws JMSException, FaultyMessage {
        long length = message.getBodyLength();
        if (length > Bodies.MOST_BYTES) {
            throw tooLarge();
        }
        var bytes = new byte[(int) length];
        message.readBytes(bytes);
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new FaultyMessage(FaultCode.WRONG_ENCODING, "not UTF-8");
        }
        return bytes;
    }

    private static FaultyMessage tooLarge() {
        return new FaultyMessage(
                FaultCode.TOO_LARGE, "more than %d bytes".formatted(Bodies.MOST_BYTES));
    }

    private static String correlation(Message message) throws JMSException {
        String given = message.getJMSCorrelationID();
        String id = given == null ? message.getJMSMessageID() : given;
        return id == null ? "" : Shown.text(id);
    }

    private static int count(Message message) throws JMSException {
        return message.propertyExists("JMSXDeliveryCount")
                ? message.getIntProperty("JMSXDeliveryCount")
                : 1;
    }
}
