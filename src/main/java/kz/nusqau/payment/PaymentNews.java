package kz.nusqau.payment;

import java.util.Optional;
import kz.nusqau.counterparty.Brand;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * News of one payment, with what a text about it needs.
 *
 * @param link by which the instruction came; empty where no phone had a part in it
 * @param provider null where none is paid
 * @param payeeTail the last four characters of the first requisite or of the payee's number, never
 *     more; empty for the payer's own wallet
 * @param system id of the e-money system or bank that executes it
 * @param brand of the payer, which decides on the call centre that is named
 * @param bank what a bank moves, where one does
 * @param afterStillWorking the subscriber was told {@link News.StillWorking} before
 */
public record PaymentNews(
        InstructionId id,
        SubscriberId subscriber,
        String link,
        String shortCode,
        Language language,
        PaymentKind kind,
        @Nullable String provider,
        String payeeTail,
        Money amount,
        Money fee,
        String system,
        @Nullable Brand brand,
        Optional<AtBank> bank,
        News news,
        boolean afterStillWorking) {

    /** Whether there is a phone that waits for it. */
    boolean isForPhone() {
        return !link.isEmpty();
    }

    @Override
    public String toString() {
        return "PaymentNews[%s %s]".formatted(id, news);
    }
}
