package kz.nusqau.payment;

import java.time.Instant;
import java.util.UUID;
import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.counterparty.SubscriberFacts;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber asked for, with all that was looked up for it.
 *
 * @param wanted of a {@link PaymentKind}; anything else is refused with an {@link
 *     IllegalArgumentException}
 * @param quote for {@link kz.nusqau.catalogue.Tariffs#amount} of the day
 * @param bank the account that is debited, where it is one at a bank
 * @param promptMessage id of the outbound text that will ask for the confirmation
 * @param receivedAt by the database's clock
 * @param rules by which it was read and looked up; its price and its limits are theirs
 * @param partner id of the partner that asks for it; null where the subscriber does
 */
public record Proposal(
        InstructionId id,
        SubscriberId subscriber,
        String link,
        String shortCode,
        Language language,
        Instruction wanted,
        SubscriberFacts facts,
        Quote quote,
        BankChoice bank,
        UUID promptMessage,
        Instant receivedAt,
        Catalogue rules,
        @Nullable String partner) {

    /** Of the subscriber's own. */
    public Proposal(
            InstructionId id,
            SubscriberId subscriber,
            String link,
            String shortCode,
            Language language,
            Instruction wanted,
            SubscriberFacts facts,
            Quote quote,
            BankChoice bank,
            UUID promptMessage,
            Instant receivedAt,
            Catalogue rules) {
        this(
                id,
                subscriber,
                link,
                shortCode,
                language,
                wanted,
                facts,
                quote,
                bank,
                promptMessage,
                receivedAt,
                rules,
                null);
    }

    public Proposal {
        if (PaymentKind.of(wanted).isEmpty()) {
            throw new IllegalArgumentException("moves no money: " + wanted);
        }
        if (bank instanceof BankChoice.Several) {
            throw new IllegalArgumentException("not one account: " + wanted);
        }
    }

    PaymentKind kind() {
        return PaymentKind.of(wanted).orElseThrow();
    }
}
