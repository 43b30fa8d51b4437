package kz.nusqau.console;

import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import kz.nusqau.failedmessages.FailedMessageView;
import kz.nusqau.ledger.Transfer;
import kz.nusqau.payment.PaymentKind;
import kz.nusqau.payment.PaymentState;
import kz.nusqau.shared.RefusalReason;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * The hub's own words in the reader's language; what has no word of its own is shown as it is.
 * Pages know it by this name.
 */
@Component("words")
public class Words {

    private static final Pattern CLASS_NAME = Pattern.compile("([a-z0-9_]+\\.)+[A-Z][\\w$]*");

    private final MessageSource texts;

    Words(MessageSource texts) {
        this.texts = texts;
    }

    public String state(PaymentState state) {
        return orElse("payment-state." + state.name(), state.name());
    }

    public String kind(PaymentKind kind) {
        return orElse("payment-kind." + kind.name(), kind.key());
    }

    public String reason(RefusalReason reason) {
        return orElse("refusal." + reason.name(), reason.name());
    }

    /** Of a timeline's entry: {@code payment.topping-up}. */
    public String event(String kind) {
        String prefix = "payment.";
        if (kind.startsWith(prefix)) {
            String state =
                    kind.substring(prefix.length()).replace('-', '_').toUpperCase(Locale.ROOT);
            return orElse("event." + kind, orElse("payment-state." + state, kind));
        }
        return orElse("event." + kind, kind);
    }

    /** What a command asks a counterparty for. */
    public String operation(String operation) {
        return orElse("operation." + operation, operation);
    }

    /** What became of a partner's text. */
    public String textOutcome(String outcome) {
        return orElse("text-outcome." + outcome, outcome);
    }

    /** Of a code that a partner sent. */
    public String codeState(String state) {
        return orElse("code-state." + state, state);
    }

    /** Where a command stands. */
    public String standing(String standing) {
        return orElse("standing." + standing, standing);
    }

    /** How a line of a counterparty and an entry of ours differ. */
    public String breakKind(String kind) {
        return orElse("break.kind." + kind, kind);
    }

    /** What to do with a break. */
    public String breakNext(String state) {
        return orElse("break.next." + state, "");
    }

    /** Of an application for the rest of an advance. */
    public String refund(String state) {
        return orElse("refund." + state, state);
    }

    public String refundNext(String state) {
        return orElse("refund.next." + state, "");
    }

    public String dueOn(LocalDate day) {
        return orElse("refund.due", day.toString(), day.toString());
    }

    public String groupOf(int messages) {
        return orElse("work.group", "", messages);
    }

    public String groupNext() {
        return orElse("work.group.next", "");
    }

    /** Of a proposed edit of a failed message. */
    public String editOf(FailedMessageView message) {
        return orElse("work.edit", "", cause(message));
    }

    public String editNext() {
        return orElse("work.edit.next", "");
    }

    /** A sentence of a timeline. */
    String noted(String key, Object... arguments) {
        return orElse("noted." + key, key, arguments);
    }

    /** What a replay did. */
    String effect(String effect) {
        return orElse("effect." + effect, effect);
    }

    public String act(String act) {
        return orElse("act." + act, act);
    }

    public String phase(Transfer.Phase phase) {
        return orElse("phase." + phase.name(), phase.name());
    }

    /** Why a message failed, in one line. */
    public String cause(FailedMessageView message) {
        return cause(message.errorClass());
    }

    /** The same for a group. */
    public String cause(String errorClass) {
        return said("cause.", errorClass);
    }

    /** What it means and what to look at. */
    public String advice(FailedMessageView message) {
        return said("advice.", message.errorClass());
    }

    private String said(String what, String errorClass) {
        if (CLASS_NAME.matcher(errorClass).matches()) {
            return orElse(what + "exception", errorClass);
        }
        String[] parts = errorClass.split("\\.", 3);
        if (parts.length == 3) {
            String pattern = what + parts[0] + "." + parts[2];
            String operation = operation(parts[1]);
            return orElse(what + errorClass, orElse(pattern, errorClass, operation), operation);
        }
        return orElse(
                what + errorClass,
                what.equals("advice.") ? orElse("advice.other", "") : errorClass);
    }

    private String orElse(String key, String otherwise, Object... arguments) {
        String found = texts.getMessage(key, arguments, otherwise, LocaleContextHolder.getLocale());
        return found == null ? otherwise : found;
    }
}
