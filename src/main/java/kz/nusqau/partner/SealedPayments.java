package kz.nusqau.partner;

import java.util.Locale;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.stereotype.Component;

/**
 * What is to be paid, while it waits to be approved: sealed. Nobody asked yet whose number it is,
 * so the key is nobody's.
 */
@Component
final class SealedPayments {

    private final PersonalData personalData;
    private final WishReader wishes;

    SealedPayments(PersonalData personalData, WishReader wishes) {
        this.personalData = personalData;
        this.wishes = wishes;
    }

    byte[] seal(Wish.Create wish) {
        var node =
                Bodies.object()
                        .put("subscriber", wish.subscriber().digits())
                        .put("provider", wish.provider().code());
        var requisites = node.putObject("requisites");
        wish.pay().requisites().forEach(requisites::put);
        wish.pay()
                .amount()
                .ifPresent(
                        amount ->
                                node.putObject("amount")
                                        .put("value", amount.toDecimal())
                                        .put("currency", amount.currency()));
        wish.language()
                .ifPresent(
                        language -> node.put("language", language.name().toLowerCase(Locale.ROOT)));
        return personalData.seal(Subscribers.NOBODY, node.toString());
    }

    /**
     * Reads it as if it came now.
     *
     * @throws FaultyMessage if the partner may not ask for it any more
     */
    Wish.Create open(String partner, InstructionId id, byte[] sealed) throws FaultyMessage {
        return wishes.create(partner, Bodies.read(personalData.open(Subscribers.NOBODY, sealed)))
                .heldAs(id);
    }
}
