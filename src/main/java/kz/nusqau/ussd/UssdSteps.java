package kz.nusqau.ussd;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.catalogue.Menus;
import kz.nusqau.dialogue.CustomerMessage;
import kz.nusqau.dialogue.CustomerMessage.Channel;
import kz.nusqau.dialogue.CustomerMessage.Question;
import kz.nusqau.dialogue.Dialogue;
import kz.nusqau.mailbox.Inbox;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.mailbox.InboxHandler;
import kz.nusqau.mailbox.IncomingMessage.Kind;
import kz.nusqau.mailbox.Redeliveries;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.sms.smpp.RawMessage;
import kz.nusqau.subscriber.SubscriberProfile;
import kz.nusqau.subscriber.Subscribers;
import kz.nusqau.ussd.Dialect.Received;
import kz.nusqau.ussd.Dialect.Step;
import kz.nusqau.ussd.Navigation.Outcome;
import kz.nusqau.ussd.UssdDialogue.Awaits;
import kz.nusqau.ussd.UssdDialogue.State;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Steps of dialogues. What only leads on is answered from the menus; what completes an instruction
 * goes on as a text does, to the conversation that all channels share.
 */
@Component
class UssdSteps implements InboxHandler {

    private static final String TOP = "00";

    private final Inbox inbox;
    private final Redeliveries redeliveries;
    private final Timeline timeline;
    private final Subscribers subscribers;
    private final Dialects dialects;
    private final DialogueTable table;
    private final ScreenOutbox screens;
    private final Dialogue dialogue;
    private final CatalogueInForce catalogue;
    private final TransactionTemplate transaction;
    private final UssdProperties properties;

    UssdSteps(
            Inbox inbox,
            Redeliveries redeliveries,
            Timeline timeline,
            Subscribers subscribers,
            Dialects dialects,
            DialogueTable table,
            ScreenOutbox screens,
            Dialogue dialogue,
            CatalogueInForce catalogue,
            TransactionTemplate transaction,
            UssdProperties properties) {
        this.inbox = inbox;
        this.redeliveries = redeliveries;
        this.timeline = timeline;
        this.subscribers = subscribers;
        this.dialects = dialects;
        this.table = table;
        this.screens = screens;
        this.dialogue = dialogue;
        this.catalogue = catalogue;
        this.transaction = transaction;
        this.properties = properties;
    }

    @Override
    public boolean handles(Kind kind) {
        return kind == Kind.USSD;
    }

    @Override
    public void handle(List<InboxEntry> batch) {
        var round = new Round(batch, redeliveries.check(batch));
        transaction.executeWithoutResult(status -> round.run());
        if (!round.said.isEmpty()) {
            converse(round.said);
        }
    }

    /**
     * A text that the conversation can't settle must not keep its neighbours from being settled.
     */
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

    /** One batch in one transaction, before the conversation has any of it. */
    private final class Round {

        private final List<InboxEntry> batch;
        private final Set<InboxEntry> repeated;
        private final List<CustomerMessage> said = new ArrayList<>();
        private final List<InboxEntry> finished = new ArrayList<>();
        private final List<TimelineEntry> notes = new ArrayList<>();
        private final Map<SubscriberId, UssdDialogue> changed = new HashMap<>();
        private final ScreenOutbox.Batch shown = screens.new Batch();
        private final Catalogue rules = catalogue.now();
        private final Menus menus = rules.menus();
        private Map<SubscriberId, UssdDialogue> dialogues = Map.of();
        private Map<SubscriberId, SubscriberProfile> profiles = Map.of();

        Round(List<InboxEntry> batch, Set<InboxEntry> repeated) {
            this.batch = batch;
            this.repeated = repeated;
        }

        void run() {
            Collection<SubscriberId> ids = batch.stream().map(InboxEntry::subscriber).toList();
            dialogues = table.lock(ids);
            profiles = subscribers.profiles(ids);
            batch.forEach(this::step);
            table.save(changed.values());
            shown.send();
            timeline.record(notes);
            inbox.finish(finished);
        }

        private void step(InboxEntry entry) {
            var known = dialogues.get(entry.subscriber());
            if (known != null && known.isAnsweredBy(entry)) {
                say(entry, known, false);
            } else if (entry.source().isEmpty()
                    || entry.payload().length == 0
                    || !profiles.containsKey(entry.subscriber())) {
                end(entry, "ussd.without-sender");
            } else {
                var dialect = dialects.of(entry.link());
                var received = dialect.read(RawMessage.ofStored(entry.payload()).read());
                if (!repeated.contains(entry)) {
                    step(entry, received);
                } else if (known != null
                        && !dialect.numbersSteps()
                        && isTypedInto(known, entry, received)) {
                    // Where steps have no numbers, a key pressed once more after a lost link looks
                    // like a redelivery. It answers nothing, least of all a question: the phone
                    // gets the screen again, and the next press counts.
                    again(entry, atThisMenu(known).step(entry, received));
                } else {
                    end(entry, "ussd.redelivered");
                }
            }
        }

        /** Other menus came into force: what was typed in those before may lead elsewhere now. */
        private UssdDialogue atThisMenu(UssdDialogue known) {
            return isInOtherMenus(known) ? known.atTopOf(menus.edition()) : known;
        }

        private boolean isInOtherMenus(UssdDialogue known) {
            return known.awaits() == Awaits.MENU && !known.menus().equals(menus.edition());
        }

        private static boolean isTypedInto(
                @Nullable UssdDialogue known, InboxEntry entry, Received received) {
            return received.step() instanceof Step.Typed
                    && known != null
                    && known.isThat(entry, received)
                    && known.state() == State.OPEN;
        }

        private void step(InboxEntry entry, Received received) {
            var known = dialogues.get(entry.subscriber());
            switch (received.step()) {
                case Step.Dialled(String code) -> dialled(entry, received, code);
                case Step.Typed(String text) -> {
                    if (known != null && isTypedInto(known, entry, received)) {
                        // With a number of its own it follows the screen that was shown.
                        boolean seen =
                                dialects.of(entry.link()).numbersSteps() && !known.isAt(received);
                        if (isInOtherMenus(known)) {
                            again(entry, atThisMenu(known).step(entry, received));
                        } else {
                            typed(entry, known.step(entry, received), text, seen);
                        }
                    } else {
                        over(entry, received);
                    }
                }
                case Step.Ended() -> {
                    if (known != null
                            && known.isThat(entry, received)
                            && known.state() == State.OPEN) {
                        changed.put(entry.subscriber(), known.in(State.LOST));
                    }
                    end(entry, "ussd.ended");
                }
                case Step.Other(int operation) -> end(entry, "ussd.operation-" + operation);
            }
        }

        private void dialled(InboxEntry entry, Received received, String dialled) {
            var parts = List.of(dialled.replaceAll("^[*#]+|#+$", "").split("\\*", -1));
            String code = menus.serviceCode(parts.getFirst());
            var language = language(entry);
            var begun = UssdDialogue.begun(entry, received, code, language, menus.edition());
            var resumed = parts.size() == 1 ? resumable(entry, code) : null;
            if (resumed != null && resumed.awaits() == Awaits.CODE) {
                again(entry, begun.at(resumed.answers()).asksForCode());
                return;
            }
            var from = resumed == null ? List.<String>of() : resumed.answers();
            move(entry, begun, from, parts.subList(1, parts.size()));
        }

        private @Nullable UssdDialogue resumable(InboxEntry entry, String code) {
            var known = dialogues.get(entry.subscriber());
            return known != null
                            && known.menus().equals(menus.edition())
                            && known.code().equals(code)
                            && known.canBeResumed(entry.receivedAt(), properties.resumeWithin())
                    ? known
                    : null;
        }

        private void typed(InboxEntry entry, UssdDialogue at, String text, boolean seen) {
            if (at.awaits() == Awaits.MENU) {
                move(entry, at, at.answers(), List.of(text));
            } else if (text.equals(TOP)) {
                move(entry, at.atTopOf(menus.edition()), List.of(), List.of());
            } else if (text.isEmpty()) {
                again(entry, at);
            } else {
                said(
                        entry,
                        at.says(entry, at.answers(), text, rules.shortCodes().codeSender()),
                        seen);
            }
        }

        /** Asks once more for what the dialogue awaits. */
        private void again(InboxEntry entry, UssdDialogue at) {
            switch (at.awaits()) {
                case MENU -> move(entry, at, at.answers(), List.of());
                case CODE -> show(entry, at, menus.say("code.again", at.language()));
                case YES -> show(entry, at, question(at));
            }
        }

        private String question(UssdDialogue at) {
            var asked = at.question();
            if (asked == null) {
                throw new IllegalStateException("nothing was asked in " + at);
            }
            return asked.screen();
        }

        private void move(
                InboxEntry entry, UssdDialogue at, List<String> from, List<String> typed) {
            switch (new Navigation(menus).move(at.code(), from, typed, at.language())) {
                case Outcome.Asks(var answers, var screen) -> show(entry, at.at(answers), screen);
                case Outcome.Says(var answers, var text, var shortCode) ->
                        said(entry, at.at(answers).says(entry, answers, text, shortCode), false);
                case Outcome.Leaves() -> {
                    changed.put(entry.subscriber(), at.in(State.CLOSED));
                    shown.show(at, menus.say("bye", at.language()), true);
                    finished.add(entry);
                }
            }
        }

        private void show(InboxEntry entry, UssdDialogue at, String screen) {
            changed.put(entry.subscriber(), at);
            shown.show(at, screen, false);
            finished.add(entry);
        }

        private void said(InboxEntry entry, UssdDialogue at, boolean seen) {
            changed.put(entry.subscriber(), at);
            say(entry, at, seen);
        }

        /** The entry is finished by the transaction that settles it. */
        private void say(InboxEntry entry, UssdDialogue at, boolean seen) {
            var text = at.said();
            if (text == null) {
                throw new IllegalStateException("nothing was said in " + at);
            }
            var question = at.question();
            said.add(
                    new CustomerMessage(
                            entry,
                            entry.source().orElseThrow(),
                            entry.link(),
                            text.shortCode(),
                            text.text(),
                            entry.receivedAt(),
                            Channel.USSD,
                            question == null ? null : new Question(question.about(), seen)));
        }

        /** The phone still shows a dialogue that is none for us: end it. */
        private void over(InboxEntry entry, Received received) {
            var code = menus.serviceCode("");
            var language = language(entry);
            shown.show(
                    UssdDialogue.begun(entry, received, code, language, menus.edition()),
                    menus.over(code, language),
                    true);
            end(entry, "ussd.unknown-dialogue");
        }

        private Language language(InboxEntry entry) {
            var profile = profiles.get(entry.subscriber());
            return profile == null
                    ? dialogue.fallbackLanguage()
                    : profile.language().orElse(dialogue.fallbackLanguage());
        }

        private void end(InboxEntry entry, String kind) {
            finished.add(entry);
            notes.add(
                    new TimelineEntry(
                            null, entry.subscriber(), Instant.now(), kind, entry.destination()));
        }
    }
}
