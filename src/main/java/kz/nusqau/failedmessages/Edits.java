package kz.nusqau.failedmessages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import kz.nusqau.counterparty.BankNoticeTexts;
import kz.nusqau.failedmessages.EditForm.Standing;
import kz.nusqau.failedmessages.EditProposal.Fault;
import kz.nusqau.failedmessages.EditProposal.Refused;
import kz.nusqau.failedmessages.FailedMessageStore.SealedPayload;
import kz.nusqau.platform.DifferenceLine;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.PersonalData;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Edited versions of failed messages. One person proposes, another one approves; then the edited
 * version is a failed message of its own that supersedes the first, to be replayed like any other.
 * What a message says of money and its ways stays as it is.
 *
 * <p>Of all that gets to the desk only a bank's notice can be edited: commands and instructions are
 * rows of ours, and what subscribers and partners say is theirs.
 */
@Component
public class Edits {

    /** Nobody reads or compares longer ones, and no reader takes them. */
    public static final int LONGEST = 256 * 1024;

    private static final String PARTNERS = "partner.";
    private static final String EXPIRED = "expired-partner-requests";

    private final FailedMessageStore messages;
    private final EditStore edits;
    private final Replays replays;
    private final BankNoticeTexts notices;
    private final PersonalData personalData;
    private final TransactionTemplate transaction;

    Edits(
            FailedMessageStore messages,
            EditStore edits,
            Replays replays,
            BankNoticeTexts notices,
            PersonalData personalData,
            TransactionTemplate transaction) {
        this.messages = messages;
        this.edits = edits;
        this.replays = replays;
        this.notices = notices;
        this.personalData = personalData;
        this.transaction = transaction;
    }

    /** Whether a message may be edited, and what of it not. */
    public Optional<EditForm> form(UUID message) {
        return messages.find(message).map(found -> form(found, false));
    }

    /** The same with text and fields in clear; that is for the caller to put on record. */
    public Optional<EditForm> formInClear(UUID message) {
        return messages.find(message).map(found -> form(found, true));
    }

    private EditForm form(FailedMessageView message, boolean inClear) {
        String text = replays.payload(message.id()).orElse("");
        var open = edits.openOf(message.id());
        Standing standing =
                open.isPresent() ? Standing.PROPOSED : standing(message, text, message.state());
        boolean isShown = standing == Standing.EDITABLE;
        String laidOut = isShown ? Layout.of(text) : "";
        return new EditForm(
                message.id(),
                standing,
                inClear ? laidOut : Masking.lines(laidOut),
                isShown ? locked(text, inClear) : List.of(),
                open.orElse(null));
    }

    private List<EditForm.Locked> locked(String text, boolean inClear) {
        return notices.locked(text).orElseThrow().entrySet().stream()
                .map(
                        each ->
                                new EditForm.Locked(
                                        each.getKey(),
                                        inClear ? each.getValue() : Masking.value(each.getValue())))
                .toList();
    }

    private Standing standing(FailedMessageView message, String text, State state) {
        return switch (message.source()) {
            case COMMAND -> Standing.COMMAND;
            case INBOX -> Standing.TEXT;
            case REVIEW -> Standing.REVIEW;
            case QUEUE -> ofQueue(message.queue(), text, state);
        };
    }

    private Standing ofQueue(String queue, String text, State state) {
        if (queue.startsWith(PARTNERS) || queue.equals(EXPIRED)) {
            return Standing.PARTNER;
        }
        if (!notices.areIn(queue)) {
            return Standing.FIXED;
        }
        if (state != State.OPEN) {
            return Standing.NOT_OPEN;
        }
        if (text.length() > LONGEST) {
            return Standing.TOO_LONG;
        }
        return notices.locked(text).isPresent() ? Standing.EDITABLE : Standing.BROKEN;
    }

    /**
     * Keeps an edited version until somebody else decides about it.
     *
     * @return empty when there is no such message
     */
    public Optional<EditProposal> propose(UUID message, String body, String who, String reason) {
        return Objects.requireNonNull(
                transaction.execute(
                        status ->
                                messages.inTurn(message)
                                        .map(found -> propose(found, body, who, reason))));
    }

    private EditProposal propose(
            FailedMessageView message, String body, String who, String reason) {
        String original = replays.payload(message.id()).orElse("");
        if (edits.openOf(message.id()).isPresent()
                || standing(message, original, message.state()) != Standing.EDITABLE) {
            return refused(Fault.NOT_EDITABLE);
        }
        if (body.length() > LONGEST) {
            return refused(Fault.TOO_LONG);
        }
        // Line ends and what is around the text are a browser's, not the message's.
        String edited = body.replace("\r\n", "\n").strip();
        String reference = Masking.digest(message.queue() + "\n" + edited);
        return fault(message, original, edited, reference)
                .<EditProposal>map(refused -> refused)
                .orElseGet(() -> keep(message, edited, reference, who, reason));
    }

    private Optional<Refused> fault(
            FailedMessageView message, String original, String edited, String reference) {
        if (Layout.of(edited).equals(Layout.of(original))) {
            return Optional.of(refused(Fault.UNCHANGED));
        }
        var now = notices.locked(edited);
        var changed =
                now.flatMap(fields -> firstChange(notices.locked(original).orElseThrow(), fields));
        if (changed.isPresent()) {
            return Optional.of(new Refused(Fault.LOCKED, changed.get(), ""));
        }
        var unreadable = notices.fault(message.queue(), edited);
        if (unreadable.isPresent()) {
            return unreadable.map(
                    found ->
                            new Refused(
                                    Fault.UNREADABLE,
                                    found.field(),
                                    Masking.message(found.detail())));
        }
        if (now.isEmpty()) {
            return Optional.of(refused(Fault.UNREADABLE));
        }
        return messages.isKept(message.source(), reference)
                ? Optional.of(refused(Fault.KNOWN))
                : Optional.empty();
    }

    private static Refused refused(Fault fault) {
        return new Refused(fault, "", "");
    }

    /** The first field that is another one, is gone or is new. */
    private static Optional<String> firstChange(
            SequencedMap<String, String> before, SequencedMap<String, String> after) {
        return before.entrySet().stream()
                .filter(each -> !each.getValue().equals(after.get(each.getKey())))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(
                        () ->
                                after.keySet().stream()
                                        .filter(field -> !before.containsKey(field))
                                        .findFirst());
    }

    private EditProposal.Proposed keep(
            FailedMessageView message, String edited, String reference, String who, String reason) {
        UUID id = TimeOrderedId.next();
        SubscriberId owner = messages.payload(message.id()).orElseThrow().owner();
        byte[] sealed = personalData.seal(owner, edited.getBytes(StandardCharsets.UTF_8));
        edits.propose(id, message.id(), new SealedPayload(owner, sealed), reference, who, reason);
        messages.act(message.id(), who, "edit-proposed", reason, id.toString());
        return new EditProposal.Proposed(edits.find(id).orElseThrow());
    }

    public Optional<EditView> find(UUID id) {
        return edits.find(id);
    }

    /** Of one message, newest first. */
    public List<EditView> of(UUID message) {
        return edits.of(message);
    }

    /** That wait for a decision, the oldest first. */
    public List<EditView> open(int limit) {
        return edits.open(limit);
    }

    /**
     * What an edit changes, line by line.
     *
     * @param inClear that is for the caller to put on record
     */
    public Optional<List<DifferenceLine>> difference(UUID id, boolean inClear) {
        return edits.find(id)
                .map(
                        edit ->
                                MessageDifference.of(
                                        replays.payload(edit.message().id()).orElse(""),
                                        text(edits.body(id)),
                                        inClear));
    }

    private String text(SealedPayload sealed) {
        return new String(
                personalData.open(sealed.owner(), sealed.bytes()), StandardCharsets.UTF_8);
    }

    /** Puts the edited version in the place of the message, which is never replayed any more. */
    public Optional<EditDecision> approve(UUID id, String who, String reason) {
        return decided(
                id, edit -> edit.isOf(who) ? EditDecision.Result.OWN : approved(edit, who, reason));
    }

    private EditDecision.Result approved(EditView edit, String who, String reason) {
        FailedMessageView message = edit.message();
        UUID version = TimeOrderedId.next();
        if (message.state() != State.OPEN) {
            edits.voidOpen(message.id(), message.state().word());
            return EditDecision.Result.OVER;
        }
        if (!messages.supersede(message, version, edit.digest(), edits.body(edit.id()))) {
            edits.voidOpen(message.id(), "such a message has failed itself");
            return EditDecision.Result.OVER;
        }
        edits.decide(edit.id(), EditView.State.APPROVED, who, reason, version);
        messages.act(message.id(), who, "edit-approved", reason, version.toString());
        messages.act(version, edit.proposedBy(), "edited", edit.reason(), message.id().toString());
        messages.act(version, who, "edit-approved", reason, edit.id().toString());
        return EditDecision.Result.DONE;
    }

    public Optional<EditDecision> decline(UUID id, String who, String reason) {
        return decided(
                id,
                edit ->
                        edit.isOf(who)
                                ? EditDecision.Result.OWN
                                : ended(
                                        edit,
                                        EditView.State.DECLINED,
                                        "edit-declined",
                                        who,
                                        reason));
    }

    /** Takes it back; only for who proposed it. */
    public Optional<EditDecision> withdraw(UUID id, String who) {
        return decided(
                id,
                edit ->
                        edit.isOf(who)
                                ? ended(edit, EditView.State.WITHDRAWN, "edit-withdrawn", who, "")
                                : EditDecision.Result.NOT_OWN);
    }

    private EditDecision.Result ended(
            EditView edit, EditView.State state, String act, String who, String reason) {
        edits.decide(edit.id(), state, who, reason, null);
        messages.act(edit.message().id(), who, act, reason, edit.id().toString());
        return EditDecision.Result.DONE;
    }

    /** One after the other with all that is done to its message. */
    private Optional<EditDecision> decided(UUID id, Decision decision) {
        return Objects.requireNonNull(
                transaction.execute(
                        status ->
                                edits.find(id)
                                        .map(
                                                seen -> {
                                                    messages.inTurn(seen.message().id());
                                                    var edit = edits.find(id).orElseThrow();
                                                    var result =
                                                            edit.state() == EditView.State.OPEN
                                                                    ? decision.about(edit)
                                                                    : EditDecision.Result.OVER;
                                                    return new EditDecision(
                                                            result, edits.find(id).orElseThrow());
                                                })));
    }

    @FunctionalInterface
    private interface Decision {
        EditDecision.Result about(EditView edit);
    }
}
