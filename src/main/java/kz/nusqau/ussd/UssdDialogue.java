package kz.nusqau.ussd;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.ussd.Dialect.Received;
import org.jspecify.annotations.Nullable;

/**
 * Where a phone is in its dialogue.
 *
 * @param link the operator link by which texts leave
 * @param session the SMPP session on which the latest step came
 * @param address ours, as the gateway wrote it
 * @param code the service code that was dialled: {@code 9909}
 * @param answers the way from the first menu to here
 * @param menus edition of the menus in which the answers lead here
 * @param said what the conversation was asked last
 * @param question what a plain yes answers
 * @param since when the latest step came
 */
record UssdDialogue(
        SubscriberId subscriber,
        String link,
        UUID session,
        byte[] sessionInfo,
        String sessionKey,
        String address,
        String code,
        Language language,
        List<String> answers,
        String menus,
        State state,
        Awaits awaits,
        @Nullable Said said,
        @Nullable Question question,
        Instant since) {

    enum State {
        /** A screen is shown and an answer awaited. */
        OPEN,
        /** The conversation has the word. */
        WORKING,
        /** The user or the network broke it off. */
        LOST,
        CLOSED
    }

    enum Awaits {
        MENU,
        CODE,
        YES
    }

    /**
     * What was given to the conversation.
     *
     * @param entry the step that completed it
     */
    record Said(long entry, String text, String shortCode) {

        @Override
        public String toString() {
            return "Said[" + entry + " to " + shortCode + "]";
        }
    }

    /** A screen that names what is confirmed below it. */
    record Question(InstructionId about, String screen) {

        @Override
        public String toString() {
            return "Question[" + about + "]";
        }
    }

    UssdDialogue {
        answers = List.copyOf(answers);
    }

    static UssdDialogue begun(
            InboxEntry entry, Received received, String code, Language language, String menus) {
        return new UssdDialogue(
                entry.subscriber(),
                entry.link(),
                entry.session(),
                received.sessionInfo(),
                received.sessionKey(),
                entry.destination(),
                code,
                language,
                List.of(),
                menus,
                State.OPEN,
                Awaits.MENU,
                null,
                null,
                entry.receivedAt());
    }

    /** The same dialogue of the gateway. */
    boolean isThat(InboxEntry entry, Received received) {
        return link.equals(entry.link()) && sessionKey.equals(received.sessionKey());
    }

    /** The latest step, or a copy of it. */
    boolean isAt(Received received) {
        return Arrays.equals(sessionInfo, received.sessionInfo());
    }

    /** Broken off a short while ago, and not at its beginning. */
    boolean canBeResumed(Instant now, Duration within) {
        boolean brokenOff = state == State.OPEN || state == State.LOST;
        boolean under = awaits == Awaits.CODE || (awaits == Awaits.MENU && !answers.isEmpty());
        return brokenOff && under && now.isBefore(since.plus(within));
    }

    boolean isAnsweredBy(InboxEntry entry) {
        return said != null && said.entry == entry.id();
    }

    UssdDialogue step(InboxEntry entry, Received received) {
        return new UssdDialogue(
                subscriber,
                link,
                entry.session(),
                received.sessionInfo(),
                sessionKey,
                address,
                code,
                language,
                answers,
                menus,
                state,
                awaits,
                said,
                question,
                entry.receivedAt());
    }

    /** At the first of these menus. */
    UssdDialogue atTopOf(String edition) {
        return new UssdDialogue(
                subscriber,
                link,
                session,
                sessionInfo,
                sessionKey,
                address,
                code,
                language,
                List.of(),
                edition,
                State.OPEN,
                Awaits.MENU,
                said,
                null,
                since);
    }

    UssdDialogue at(List<String> place) {
        return with(place, State.OPEN, Awaits.MENU, said, null);
    }

    UssdDialogue asksForCode() {
        return with(answers, State.OPEN, Awaits.CODE, said, null);
    }

    UssdDialogue asks(Question next) {
        return with(answers, State.OPEN, Awaits.YES, said, next);
    }

    UssdDialogue in(State next) {
        return with(answers, next, awaits, said, question);
    }

    UssdDialogue says(InboxEntry entry, List<String> place, String text, String shortCode) {
        return with(place, State.WORKING, awaits, new Said(entry.id(), text, shortCode), question);
    }

    /** Nobody needs any more what was said, which may have been a code. */
    UssdDialogue answered() {
        return with(answers, state, awaits, null, question);
    }

    private UssdDialogue with(
            List<String> place,
            State next,
            Awaits what,
            @Nullable Said nowSaid,
            @Nullable Question nowAsked) {
        return new UssdDialogue(
                subscriber,
                link,
                session,
                sessionInfo,
                sessionKey,
                address,
                code,
                language,
                place,
                menus,
                next,
                what,
                nowSaid,
                nowAsked,
                since);
    }

    /** What is in it is personal. */
    @Override
    public String toString() {
        return "UssdDialogue[%s %s of %s]".formatted(state, awaits, subscriber);
    }
}
