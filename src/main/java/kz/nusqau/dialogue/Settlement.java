package kz.nusqau.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.dialogue.Dialogue.Prepared;
import kz.nusqau.dialogue.ScreenAnswer.Expects;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Reading;
import kz.nusqau.mailbox.Inbox;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.payment.Answer;
import kz.nusqau.payment.CancelResult;
import kz.nusqau.payment.Cancellation;
import kz.nusqau.payment.ConfirmResult;
import kz.nusqau.payment.Confirmation;
import kz.nusqau.payment.Payments;
import kz.nusqau.payment.Proposal;
import kz.nusqau.payment.ProposalResult;
import kz.nusqau.payment.TakeBack;
import kz.nusqau.payment.TakeBackResult;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.Acceptance;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Settles turns: what they change, what is said, and that they are done, in one transaction of the
 * caller's.
 */
@Component
final class Settlement {

    private static final Duration PROMPT_POLL = Duration.ofMillis(100);

    private final Replies replies;
    private final TakeBackReplies takeBackReplies;
    private final ConsentTurns consentTurns;
    private final Payments payments;
    private final Subscribers subscribers;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Timeline timeline;
    private final DialogueProperties properties;
    private final ApplicationEventPublisher events;

    Settlement(
            Replies replies,
            TakeBackReplies takeBackReplies,
            ConsentTurns consentTurns,
            Payments payments,
            Subscribers subscribers,
            Inbox inbox,
            Outbox outbox,
            Timeline timeline,
            DialogueProperties properties,
            ApplicationEventPublisher events) {
        this.replies = replies;
        this.takeBackReplies = takeBackReplies;
        this.consentTurns = consentTurns;
        this.payments = payments;
        this.subscribers = subscribers;
        this.inbox = inbox;
        this.outbox = outbox;
        this.timeline = timeline;
        this.properties = properties;
        this.events = events;
    }

    void settle(List<Prepared> batch) {
        var round = new Round();
        keepLanguages(batch);
        subscribers.accept(acceptances(batch));
        var proposals = new ArrayList<Prepared>();
        var confirmations = new ArrayList<Prepared>();
        var cancels = new ArrayList<Prepared>();
        var takeBacks = new ArrayList<Prepared>();
        var consents = new ArrayList<Prepared>();
        var refusals = new ArrayList<Prepared>();
        var withdrawals = new ArrayList<Prepared>();
        for (Prepared prepared : batch) {
            switch (effectOf(prepared)) {
                case PROPOSE -> proposals.add(prepared);
                case CONFIRM -> confirmations.add(prepared);
                case CANCEL -> cancels.add(prepared);
                case TAKE_BACK -> takeBacks.add(prepared);
                case CONSENT -> consents.add(prepared);
                case REFUSE -> refusals.add(prepared);
                case WITHDRAW -> withdrawals.add(prepared);
                case LATER -> round.reply(prepared, later(prepared));
                case NONE -> round.reply(prepared, replies.to(prepared));
            }
        }
        // These lock commands, and nothing that confirmations lock may be held then.
        takeBacks.addAll(cancel(cancels, round));
        takeBack(takeBacks, round);
        propose(proposals, round);
        // The books, which a confirmation changes, come last.
        say(consentTurns.answer(consents), round);
        say(consentTurns.refuse(refusals), round);
        withdraw(withdrawals, round);
        confirm(confirmations, round);
        if (!round.screens.isEmpty()) {
            events.publishEvent(new ScreensAnswered(round.screens));
        }
        outbox.send(round.texts);
        timeline.record(round.timeline);
        inbox.finish(round.finished);
    }

    private Reply later(Prepared prepared) {
        var closed = (Found.Closed) prepared.found();
        return replies.closed(closed.work(), prepared.turn().language());
    }

    private static void say(Map<Prepared, ConsentTurns.Said> said, Round round) {
        said.forEach((prepared, it) -> round.reply(prepared, it.reply(), it.expects()));
    }

    private void withdraw(List<Prepared> batch, Round round) {
        var said = consentTurns.withdraw(batch);
        say(said, round);
        for (Prepared prepared : batch) {
            if (!said.containsKey(prepared)) {
                round.reply(prepared, replies.to(prepared));
            }
        }
    }

    private void propose(List<Prepared> batch, Round round) {
        if (batch.isEmpty()) {
            return;
        }
        var proposals = batch.stream().map(Settlement::proposal).toList();
        var results = payments.propose(proposals);
        for (int i = 0; i < batch.size(); i++) {
            Prepared prepared = batch.get(i);
            switch (results.get(i)) {
                case ProposalResult.Offered offered -> round.prompt(prepared, offered);
                case ProposalResult.Refused refused -> {
                    var payable = (Found.Payable) prepared.found();
                    round.reply(
                            prepared,
                            replies.refusal(
                                    refused, payable.facts().brand(), prepared.turn().language()));
                }
            }
        }
    }

    private void confirm(List<Prepared> batch, Round round) {
        if (batch.isEmpty()) {
            return;
        }
        var results = payments.confirm(batch.stream().map(Settlement::confirmation).toList());
        for (int i = 0; i < batch.size(); i++) {
            Prepared prepared = batch.get(i);
            Reply reply = replies.to(results.get(i), batch.get(i).turn().language());
            switch (results.get(i)) {
                // The receipt, or the refusal, is the one answer.
                case ConfirmResult.Started started -> round.nothingByText(prepared, reply);
                case ConfirmResult.BeforePrompt(boolean forCertain)
                        when !forCertain && isFresh(prepared) ->
                        inbox.postpone(prepared.turn().message().entry(), PROMPT_POLL);
                case ConfirmResult.NothingOpen() when isBelowQuestion(prepared) ->
                        round.reply(prepared, replies.say("question.gone"));
                case ConfirmResult.WrongCode wrong -> round.reply(prepared, reply, Expects.CODE);
                case ConfirmResult.CodeNeeded needed -> round.reply(prepared, reply, Expects.CODE);
                case ConfirmResult.BeforePrompt early -> round.reply(prepared, reply, Expects.YES);
                default -> round.reply(prepared, reply);
            }
        }
    }

    /** The news that the SMSC accepted the prompt may be on its way still. */
    private boolean isFresh(Prepared prepared) {
        return prepared.turn()
                .message()
                .receivedAt()
                .plus(properties.promptPatience())
                .isAfter(Instant.now());
    }

    /** Returns those for whom nothing was open: perhaps something is under way. */
    private List<Prepared> cancel(List<Prepared> batch, Round round) {
        if (batch.isEmpty()) {
            return List.of();
        }
        List<Prepared> left = new ArrayList<>();
        var results = payments.cancel(batch.stream().map(Settlement::cancellation).toList());
        for (int i = 0; i < batch.size(); i++) {
            Prepared prepared = batch.get(i);
            switch (results.get(i)) {
                case CancelResult.Cancelled(var id) ->
                        round.reply(prepared, replies.say("cancelled").about(id));
                case CancelResult.NothingOpen() when isBelowQuestion(prepared) ->
                        round.reply(prepared, replies.say("question.gone"));
                case CancelResult.NothingOpen() -> left.add(prepared);
            }
        }
        return left;
    }

    /** Something newer may wait for an answer; this was none to it. */
    private static boolean isBelowQuestion(Prepared prepared) {
        return prepared.turn().message().question() != null;
    }

    private static Cancellation cancellation(Prepared prepared) {
        var question = prepared.turn().message().question();
        return new Cancellation(
                prepared.turn().subscriber(), question == null ? null : question.about());
    }

    private void takeBack(List<Prepared> batch, Round round) {
        var results = payments.takeBack(batch.stream().map(Settlement::takeBack).toList());
        for (int i = 0; i < batch.size(); i++) {
            Prepared prepared = batch.get(i);
            Reply reply = takeBackReplies.to(results.get(i), instructionOf(prepared));
            switch (results.get(i)) {
                case TakeBackResult.Offered(var about, var offer) ->
                        round.prompt(prepared, offer, reply);
                // The news of it are the one answer.
                case TakeBackResult.Stopped stopped -> round.nothingByText(prepared, reply);
                default -> round.reply(prepared, reply);
            }
        }
    }

    private static TakeBack takeBack(Prepared prepared) {
        Turn turn = prepared.turn();
        Instruction instruction = instructionOf(prepared);
        Optional<String> number =
                switch (instruction) {
                    case Instruction.Reverse(var given) -> given;
                    case Instruction.Recall(var given) -> given;
                    default -> Optional.empty();
                };
        return new TakeBack(
                turn.subscriber(),
                instruction instanceof Instruction.Reverse
                        ? TakeBack.Wish.REVERSE
                        : TakeBack.Wish.RECALL,
                number,
                turn.message().link(),
                turn.message().shortCode(),
                turn.language(),
                TimeOrderedId.next(),
                turn.message().receivedAt());
    }

    private void keepLanguages(List<Prepared> batch) {
        var languages = new HashMap<SubscriberId, Language>();
        for (Prepared prepared : batch) {
            Turn turn = prepared.turn();
            Language wished = languageOf(turn);
            if (wished != null && !turn.profile().language().equals(Optional.of(wished))) {
                languages.put(turn.subscriber(), wished);
            }
        }
        subscribers.languages(languages);
    }

    /** The language asked for, or that of a first text which was understood. */
    private static @Nullable Language languageOf(Turn turn) {
        if (turn.reading() instanceof Reading.Understood(var instruction, var guess)) {
            // The words of a menu are not the subscriber's.
            boolean tells = !turn.message().isOnScreen() && turn.profile().language().isEmpty();
            return switch (instruction) {
                case Instruction.ChangeLanguage(var to) -> to;
                case Instruction.Confirm confirm -> null;
                case Instruction.PlainYes yes -> null;
                case Instruction.Cancel cancel -> null;
                default -> tells ? guess : null;
            };
        }
        return null;
    }

    private List<Acceptance> acceptances(List<Prepared> batch) {
        return batch.stream()
                .map(Prepared::turn)
                .filter(turn -> !turn.profile().accepted() && Replies.serves(turn) && accepts(turn))
                .map(Settlement::acceptance)
                .toList();
    }

    private static Acceptance acceptance(Turn turn) {
        var version = turn.rules().rulesVersion();
        return new Acceptance(
                turn.subscriber(),
                turn.message().isOnScreen() ? "ussd" : "sms",
                turn.message().receivedAt(),
                version.operator(),
                version.emoney(),
                version.wording());
    }

    /** The first instruction is the acceptance of the rules (R-JOIN-1); asking for help is none. */
    private static boolean accepts(Turn turn) {
        return turn.reading() instanceof Reading.Understood(var instruction, var ignored)
                && switch (instruction) {
                    case Instruction.Help help -> false;
                    case Instruction.ChangeLanguage language -> false;
                    case Instruction.Cancel cancel -> false;
                    case Instruction.Withdraw withdraw -> false;
                    case Instruction.Block block -> false;
                    default -> true;
                };
    }

    private static Effect effectOf(Prepared prepared) {
        if (!Replies.serves(prepared.turn())
                || !(prepared.turn().reading()
                        instanceof Reading.Understood(var instruction, var g))) {
            return Effect.NONE;
        }
        if (prepared.found() instanceof Found.Closed) {
            return Effect.LATER;
        }
        if (prepared.found() instanceof Found.Payable(var facts, var quote, var bank)) {
            return quote instanceof Quote.Unavailable ? Effect.NONE : Effect.PROPOSE;
        }
        boolean asked = prepared.turn().mayAnswerToConsent();
        return switch (instruction) {
            case Instruction.Confirm confirm ->
                    prepared.turn().isAskedForConsent() ? Effect.CONSENT : Effect.CONFIRM;
            case Instruction.PlainYes yes -> asked ? Effect.CONSENT : Effect.CONFIRM;
            case Instruction.Cancel cancel -> asked ? Effect.REFUSE : Effect.CANCEL;
            case Instruction.Withdraw withdraw -> asked ? Effect.REFUSE : Effect.WITHDRAW;
            case Instruction.Recall(var number) ->
                    number.isEmpty() ? Effect.CANCEL : Effect.TAKE_BACK;
            case Instruction.Reverse reverse -> Effect.TAKE_BACK;
            default -> Effect.NONE;
        };
    }

    private static Proposal proposal(Prepared prepared) {
        Turn turn = prepared.turn();
        var payable = (Found.Payable) prepared.found();
        return new Proposal(
                InstructionId.next(),
                turn.subscriber(),
                turn.message().link(),
                turn.message().shortCode(),
                turn.language(),
                instructionOf(prepared),
                payable.facts(),
                payable.quote(),
                payable.bank(),
                TimeOrderedId.next(),
                turn.message().receivedAt(),
                turn.rules());
    }

    private static Confirmation confirmation(Prepared prepared) {
        Turn turn = prepared.turn();
        var received = turn.message().receivedAt();
        // A code tells by itself what it is for.
        return instructionOf(prepared) instanceof Instruction.Confirm(var code)
                ? new Confirmation(turn.subscriber(), new Answer.Code(code), received)
                : yes(turn.subscriber(), received, turn.message().question());
    }

    private static Confirmation yes(
            SubscriberId subscriber, Instant received, CustomerMessage.@Nullable Question to) {
        return to == null
                ? new Confirmation(subscriber, new Answer.Yes(), received)
                : new Confirmation(subscriber, new Answer.Yes(to.seen()), received, to.about());
    }

    private static Instruction instructionOf(Prepared prepared) {
        return ((Reading.Understood) prepared.turn().reading()).instruction();
    }

    private enum Effect {
        PROPOSE,
        CONFIRM,
        CANCEL,
        TAKE_BACK,
        /** The answer to a partner's wish to see something. */
        CONSENT,
        REFUSE,
        /** What was allowed to a partner shall not be shown after all. */
        WITHDRAW,
        /** Planned work stands in the way. */
        LATER,
        NONE
    }

    /** What one transaction writes besides the payments' own rows. */
    private final class Round {
        private final List<OutboundText> texts = new ArrayList<>();
        private final List<TimelineEntry> timeline = new ArrayList<>();
        private final List<InboxEntry> finished = new ArrayList<>();
        private final List<ScreenAnswer> screens = new ArrayList<>();

        void reply(Prepared prepared, String text) {
            Turn turn = prepared.turn();
            boolean understood = turn.reading() instanceof Reading.Understood;
            say(
                    turn,
                    Optional.empty(),
                    text(turn, text, null),
                    understood ? Expects.NOTHING : Expects.AS_BEFORE);
            finished.add(turn.message().entry());
        }

        void reply(Prepared prepared, Reply reply) {
            reply(prepared, reply, Expects.NOTHING);
        }

        void reply(Prepared prepared, Reply reply, Expects expects) {
            Turn turn = prepared.turn();
            var text = text(turn, replies.render(turn, reply), reply.instruction());
            say(turn, replies.screen(turn, reply), text, expects);
            finish(prepared, reply);
        }

        /** A screen is told what a text will tell later. */
        void nothingByText(Prepared prepared, Reply reply) {
            Turn turn = prepared.turn();
            if (turn.message().isOnScreen()) {
                var said =
                        replies.screen(turn, reply)
                                .or(() -> Optional.of(replies.render(turn, reply)));
                show(turn, said, null, Expects.NOTHING);
            }
            finish(prepared, reply);
        }

        private void say(Turn turn, Optional<String> screen, OutboundText text, Expects expects) {
            if (turn.message().isOnScreen()) {
                show(turn, screen, text, expects);
            } else {
                texts.add(text);
            }
        }

        private void show(
                Turn turn, Optional<String> screen, @Nullable OutboundText text, Expects expects) {
            screens.add(
                    new ScreenAnswer(
                            turn.message().entry(), turn.language(), screen, text, expects));
        }

        void prompt(Prepared prepared, ProposalResult.Offered offered) {
            prompt(
                    prepared,
                    offered,
                    replies.prompt(offered, prepared.turn(), instructionOf(prepared)));
        }

        void prompt(Prepared prepared, ProposalResult.Offered offered, Reply reply) {
            Turn turn = prepared.turn();
            boolean code = offered.code().isPresent();
            offered.code().ifPresent(digits -> reply.arguments().put("code", digits));
            var text =
                    new OutboundText(
                            offered.promptMessage(),
                            turn.subscriber(),
                            turn.message().link(),
                            code
                                    ? turn.rules().shortCodes().codeSender()
                                    : turn.message().shortCode(),
                            replies.render(turn, reply),
                            Priority.CODE,
                            offered.lifetime(),
                            offered.id());
            var screen = replies.screen(turn, reply);
            if (code) {
                // Wherever the wish came from: the code goes to the phone by text.
                texts.add(text);
                if (turn.message().isOnScreen()) {
                    show(turn, screen, null, Expects.CODE);
                }
            } else {
                say(turn, screen, text, Expects.YES);
            }
            finish(prepared, reply);
        }

        void finish(Prepared prepared, Reply reply) {
            InboxEntry entry = prepared.turn().message().entry();
            finished.add(entry);
            if (reply.instruction() != null) {
                timeline.add(
                        new TimelineEntry(
                                reply.instruction(),
                                entry.subscriber(),
                                Instant.now(),
                                "text.answered",
                                "text %d to %s: %s"
                                        .formatted(
                                                entry.id(),
                                                prepared.turn().message().shortCode(),
                                                reply.key())));
            }
        }

        private OutboundText text(Turn turn, String text, @Nullable InstructionId instruction) {
            return new OutboundText(
                    TimeOrderedId.next(),
                    turn.subscriber(),
                    turn.message().link(),
                    turn.message().shortCode(),
                    text,
                    Priority.REPLY,
                    null,
                    instruction);
        }
    }
}
