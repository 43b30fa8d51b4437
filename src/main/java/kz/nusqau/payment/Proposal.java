package kz.nusqau.payment;

import java.time.Instant;
import java.util.UUID;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.counterparty.SubscriberFacts;
import kz.nusqau.instruction.Account;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;

/**
 * A payment that a subscriber asked for, with all that was looked up for it.
 *
 * @param pay from the personal account; other sources are refused with an {@link
 *     IllegalArgumentException}
 * @param quote for {@link kz.nusqau.catalogue.Tariffs#amount} of the day
 * @param promptMessage id of the outbound text that will ask for the confirmation
 * @param receivedAt by the database's clock
 */
public record Proposal(
        InstructionId id,
        SubscriberId subscriber,
        String link,
        String shortCode,
        Language language,
        Instruction.Pay pay,
        SubscriberFacts facts,
        Quote quote,
        UUID promptMessage,
        Instant receivedAt) {

    public Proposal {
        if (!pay.source().equals(Account.PERSONAL)) {
            throw new IllegalArgumentException("not from the personal account: " + pay);
        }
    }
}
