package kz.nusqau.counterparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-INS-3")
class OfferTest {

    private static final Offer CHEAP = new Offer.Made("b", Money.tenge(10));
    private static final Offer DEAR = new Offer.Made("a", Money.tenge(15));
    private static final Offer DECLINED =
            new Offer.Declined("c", RefusalReason.EMONEY_LIMIT, "amount");
    private static final Offer MISSING = new Offer.Missing("d", "does not answer");

    @Test
    void takesTheCheapestWhereverItStands() {
        assertThat(chosen(DEAR, CHEAP)).isEqualTo("b");
        assertThat(chosen(CHEAP, DEAR)).isEqualTo("b");
    }

    @Test
    void takesTheFirstOfEquallyCheapOnes() {
        assertThat(chosen(new Offer.Made("z", Money.tenge(10)), CHEAP)).isEqualTo("z");
    }

    @Test
    void fillsTheWalletWithMostMoneyThenTheOneUsedLastThenTheCheapest() {
        var empty = new Offer.Made("a", Money.tenge(1));
        var used = new Offer.Made("b", Money.tenge(5), Money.tenge(0), true);
        var some = new Offer.Made("c", Money.tenge(9), Money.tenge(1), false);
        var more = new Offer.Made("d", Money.tenge(9), Money.tenge(2), false);

        assertThat(chosen(empty, used)).isEqualTo("b");
        assertThat(chosen(used, some, empty)).isEqualTo("c");
        assertThat(chosen(used, some, more, empty)).isEqualTo("d");
        assertThat(((Quote.Quoted) Offer.choose(List.of(empty, used, some))).because())
                .isEqualTo(
                        "c for %s, where the wallet holds %s; a for %s; b for %s, used last"
                                .formatted(
                                        Money.tenge(9),
                                        Money.tenge(1),
                                        Money.tenge(1),
                                        Money.tenge(5)));
    }

    @Test
    void takesWhoeverIsLeft() {
        assertThat(chosen(MISSING, DECLINED, DEAR)).isEqualTo("a");
    }

    @Test
    void saysWhatItChoseFrom() {
        var quote = (Quote.Quoted) Offer.choose(List.of(DEAR, CHEAP, DECLINED, MISSING));

        assertThat(quote.because())
                .startsWith("b for ")
                .contains("a for ", "c declines: EMONEY_LIMIT", "d: does not answer");
        assertThat(((Quote.Quoted) Offer.choose(List.of(DEAR))).because())
                .isEqualTo("a for %s, the only one".formatted(Money.tenge(15)));
    }

    @Test
    void refusesWhenNobodyWouldDoIt() {
        assertThat(Offer.choose(List.of(MISSING, DECLINED)))
                .isEqualTo(new Quote.Refused(RefusalReason.EMONEY_LIMIT, "amount"));
    }

    @Test
    void callsAWalletTooPoorOnlyWhenAllWalletsAre() {
        var poor = Offer.Declined.poorWallet("c");

        assertThat(Offer.choose(List.of(poor, Offer.Declined.poorWallet("d"))))
                .isEqualTo(new Quote.Refused(RefusalReason.INSUFFICIENT_WALLET_FUNDS, "amount"));
        assertThat(Offer.choose(List.of(poor, MISSING))).isInstanceOf(Quote.Unavailable.class);
        assertThat(chosen(poor, DEAR)).isEqualTo("a");
    }

    @Test
    void hasNothingToSayWhenNobodyAnswers() {
        assertThat(Offer.choose(List.of(MISSING))).isInstanceOf(Quote.Unavailable.class);
    }

    private static String chosen(Offer... offers) {
        return ((Quote.Quoted) Offer.choose(List.of(offers))).system();
    }
}
