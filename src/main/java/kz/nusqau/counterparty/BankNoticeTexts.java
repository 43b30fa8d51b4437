package kz.nusqau.counterparty;

import java.util.Optional;
import java.util.SequencedMap;
import kz.nusqau.counterparty.bank.BankNoticeInbox;
import kz.nusqau.counterparty.bank.NoticeLocks;
import org.springframework.stereotype.Component;

/** Notices of banks as they came: what nobody but the bank may change, and what keeps them out. */
@Component
public class BankNoticeTexts {

    private final BankNoticeInbox inbox;

    BankNoticeTexts(BankNoticeInbox inbox) {
        this.inbox = inbox;
    }

    /**
     * What is wrong with a notice.
     *
     * @param field names joined by slashes, empty where it is the text as a whole
     */
    public record Fault(String field, String detail) {}

    /** Whether banks' notices wait in this queue. */
    public boolean areIn(String queue) {
        return inbox.bank(queue).isPresent();
    }

    /**
     * What a notice says of money and its ways, by field, in its order. Empty where that can't be
     * told, since the text is no notice in any form.
     */
    public Optional<SequencedMap<String, String>> locked(String text) {
        return NoticeLocks.of(text);
    }

    /** Why the reader of this queue could not take it in; empty where it could. */
    public Optional<Fault> fault(String queue, String text) {
        return inbox.bank(queue)
                .map(bank -> inbox.fault(bank, text))
                .orElseGet(() -> Optional.of(new Fault("", "no bank's notices come there")));
    }
}
