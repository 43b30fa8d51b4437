package kz.nusqau.simulator.handset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.nusqau.simulator.handset.HandsetMessage.Direction;
import kz.nusqau.simulator.handset.HandsetMessage.State;
import kz.nusqau.simulator.smsc.Delivery;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.TextMessage;
import kz.nusqau.simulator.smsc.text.TextForm;

/** The phones of one or two operators. Every number has one; it is made when first used. */
public final class Handsets {

    /** Phones remembered: the one untouched longest is forgotten first, unless somebody looks. */
    private static final int MAX_PHONES = 1_000;

    private final Networks networks;
    private final AtomicLong lastVersion = new AtomicLong();
    private final Map<String, Conversation> conversations =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Conversation> eldest) {
                    return size() > MAX_PHONES && !eldest.getValue().isFollowed();
                }
            };

    public Handsets(Smsc smsc) {
        this(smsc, Optional.empty());
    }

    public Handsets(Smsc smsc, Optional<Smsc> secondSmsc) {
        networks = new Networks(smsc, secondSmsc);
        smsc.onMessage(this::received);
        secondSmsc.ifPresent(second -> second.onMessage(this::received));
    }

    Networks networks() {
        return networks;
    }

    /** Texts as the phone would; the message comes back before the ESME has answered. */
    public HandsetMessage send(String phone, String to, String text) {
        var form = TextForm.fitting(text);
        var network = networks.of(phone);
        var pdus = network.encode(phone, to, text, form);
        var conversation = conversation(phone);
        var message =
                conversation.add(
                        version ->
                                new HandsetMessage(
                                        version,
                                        version,
                                        phone,
                                        Direction.SENT,
                                        to,
                                        text,
                                        Instant.now(),
                                        pdus.size(),
                                        form.alphabet(),
                                        State.SENDING,
                                        0));
        // Shown before it is sent: the reply may come within the millisecond.
        watch(conversation, message.id(), network.deliver(pdus));
        return message;
    }

    private static void watch(Conversation conversation, long id, Delivery delivery) {
        var unusedAnswer =
                delivery.firstAnswer()
                        .thenAccept(
                                status -> {
                                    if (status != 0 && !delivery.outcome().isDone()) {
                                        conversation.change(id, State.WAITING, status);
                                    }
                                });
        var unusedOutcome =
                delivery.outcome()
                        .handle(
                                (status, givenUp) -> {
                                    boolean accepted = givenUp == null && status == 0;
                                    conversation.change(
                                            id,
                                            accepted ? State.ACCEPTED : State.REFUSED,
                                            givenUp == null ? status : 0);
                                    return accepted;
                                });
    }

    private void received(TextMessage message) {
        conversation(message.destination())
                .add(
                        version ->
                                new HandsetMessage(
                                        version,
                                        version,
                                        message.destination(),
                                        Direction.RECEIVED,
                                        message.source(),
                                        message.text(),
                                        message.at(),
                                        message.parts(),
                                        message.alphabet(),
                                        State.RECEIVED,
                                        0));
    }

    /** The newest messages of a phone whose version is greater, oldest first. */
    public List<HandsetMessage> messages(String phone, long afterVersion) {
        return conversation(phone).newerThan(afterVersion);
    }

    /**
     * Hands over what is there and whatever comes or changes, on the thread where it happens: the
     * follower must be quick.
     *
     * @return ends it
     */
    public Runnable follow(String phone, long afterVersion, Consumer<HandsetMessage> follower) {
        var conversation = conversation(phone);
        conversation.follow(afterVersion, follower);
        return () -> conversation.unfollow(follower);
    }

    /** Numbers that were in use, the latest first. */
    public List<String> recent(int most) {
        synchronized (conversations) {
            var phones = new ArrayList<>(conversations.keySet()).reversed();
            return List.copyOf(phones.subList(0, Math.min(most, phones.size())));
        }
    }

    private Conversation conversation(String phone) {
        synchronized (conversations) {
            return conversations.computeIfAbsent(phone, p -> new Conversation(lastVersion));
        }
    }
}
