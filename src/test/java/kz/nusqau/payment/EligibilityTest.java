package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.catalogue.Limits;
import kz.nusqau.counterparty.Brand;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.counterparty.SubscriberFacts;
import kz.nusqau.instruction.Account;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.payment.Eligibility.Objection;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.DayUse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EligibilityTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private Account source = Account.PERSONAL;
    private Brand brand = Brand.ACTIV;
    private boolean prepaid = true;
    private boolean naturalPerson = true;
    private Money balance = Money.tenge(100_000);
    private Money bonus = Money.tenge(0);
    private boolean debt;
    private boolean blocked;
    private boolean roaming;
    private boolean sanctioned;
    private Optional<Instant> simChangedAt = Optional.empty();
    private Optional<Instant> contractEndedAt = Optional.empty();
    private Money amount = Money.tenge(1_500);
    private Money fee = Money.tenge(0);
    private DayUse used = new DayUse(Money.tenge(0), 0);
    private Quote quote = new Quote.Quoted("wooppay", "");

    @Test
    void allowsWhatNothingSpeaksAgainst() {
        assertThat(judge()).isEmpty();
    }

    @Test
    @Tag("R-ELIG-1")
    void refusesWhoHasADebt() {
        debt = true;
        assertRefused(RefusalReason.DEBT);
    }

    @Test
    @Tag("R-ELIG-2")
    void refusesABlockedNumberBeforeAnythingElse() {
        blocked = true;
        debt = true;
        balance = Money.tenge(0);
        assertRefused(RefusalReason.BLOCKED);
    }

    @Test
    @Tag("R-ELIG-3")
    void countsNeitherBonusNorCredit() {
        balance = Money.tenge(0);
        bonus = Money.tenge(50_000);
        assertRefused(RefusalReason.INSUFFICIENT_FUNDS);
    }

    @Test
    @Tag("R-ELIG-3")
    @Tag("R-INS-6")
    void needsTheFeeOnTopOfTheAmount() {
        fee = Money.tenge(50);
        balance = Money.tiyn(154_999);
        assertRefused(RefusalReason.INSUFFICIENT_FUNDS);

        balance = Money.tiyn(155_000);
        assertThat(judge()).isEmpty();
    }

    @Test
    @Tag("R-ELIG-4")
    @Tag("R-LIM-1")
    void keepsOneOperationWithinItsBounds() {
        amount = Money.tiyn(999);
        assertThat(judge())
                .contains(
                        new Objection(
                                RefusalReason.BELOW_MINIMUM,
                                new Particulars.Limit(Money.tenge(10))));
        amount = Money.tenge(10);
        assertThat(judge()).isEmpty();
        amount = Money.tenge(50_000);
        assertThat(judge()).isEmpty();
        amount = Money.tiyn(5_000_001);
        assertThat(judge())
                .contains(
                        new Objection(
                                RefusalReason.ABOVE_MAXIMUM,
                                new Particulars.Limit(Money.tenge(50_000))));
    }

    @Test
    @Tag("R-LIM-1")
    void keepsTheDayWithinItsSumAndCount() {
        used = new DayUse(Money.tenge(198_500), 3);
        assertThat(judge()).isEmpty();
        used = new DayUse(Money.tiyn(19_850_001), 3);
        assertThat(judge())
                .contains(
                        new Objection(
                                RefusalReason.DAILY_AMOUNT_LIMIT,
                                new Particulars.Limit(Money.tenge(200_000))));
        used = new DayUse(Money.tenge(200), 20);
        assertThat(judge())
                .contains(
                        new Objection(RefusalReason.DAILY_COUNT_LIMIT, new Particulars.Count(20)));
    }

    @Test
    @Tag("R-ELIG-5")
    void refusesWhatTheProviderFindsWrong() {
        quote = new Quote.Refused(RefusalReason.INVALID_REQUISITE, "account");
        assertRefused(RefusalReason.INVALID_REQUISITE);
    }

    @Test
    void refusesWhatNobodyCanExecuteNow() {
        quote = new Quote.Unavailable("no answer");
        assertRefused(RefusalReason.SERVICE_UNAVAILABLE);
    }

    @Test
    @Tag("R-ELIG-6")
    void refusesALegalEntity() {
        naturalPerson = false;
        assertRefused(RefusalReason.LEGAL_ENTITY);
    }

    @Test
    @Tag("R-ELIG-7")
    void refusesRoamingOfOneBrandOnly() {
        roaming = true;
        assertThat(judge()).isEmpty();
        brand = Brand.KCELL;
        assertRefused(RefusalReason.ROAMING);
    }

    @Test
    @Tag("R-ELIG-8")
    void refusesWhoIsOnTheList() {
        sanctioned = true;
        assertRefused(RefusalReason.SANCTIONED);
    }

    @Test
    @Tag("R-ELIG-9")
    void refusesCreditSettlement() {
        prepaid = false;
        assertRefused(RefusalReason.NOT_PREPAID);
    }

    @Test
    void refusesForADayAfterTheSimChanged() {
        simChangedAt = Optional.of(NOW.minus(Duration.ofHours(1)));
        assertRefused(RefusalReason.SIM_CHANGED);
        simChangedAt = Optional.of(NOW.minus(Duration.ofHours(25)));
        assertThat(judge()).isEmpty();
    }

    @Test
    @Tag("R-BLK-5")
    void refusesWhoseContractHasEnded() {
        contractEndedAt = Optional.of(NOW.minus(Duration.ofDays(1)));
        assertRefused(RefusalReason.CONTRACT_ENDED);
        source = Account.WALLET;
        assertRefused(RefusalReason.CONTRACT_ENDED);
    }

    @Test
    @Tag("R-ELIG-3")
    @Tag("R-ELIG-9")
    void asksForAnAdvanceOnlyWhereItIsSpent() {
        source = Account.WALLET;
        balance = Money.tenge(0);
        prepaid = false;
        assertThat(judge()).isEmpty();

        debt = true;
        assertRefused(RefusalReason.DEBT);
    }

    @Test
    @Tag("R-ELIG-3")
    void speaksOfMoneyLast() {
        balance = Money.tenge(0);
        amount = Money.tenge(60_000);
        assertRefused(RefusalReason.ABOVE_MAXIMUM);
    }

    private void assertRefused(RefusalReason reason) {
        assertThat(judge()).map(Objection::reason).contains(reason);
    }

    private Optional<Objection> judge() {
        var facts =
                new SubscriberFacts(
                        "r-1",
                        brand,
                        prepaid,
                        naturalPerson,
                        balance,
                        bonus,
                        debt,
                        blocked,
                        roaming,
                        sanctioned,
                        simChangedAt,
                        contractEndedAt);
        Map<String, String> requisites = Map.of("account", "7273001123");
        var proposal =
                new Proposal(
                        InstructionId.next(),
                        new SubscriberId(UUID.randomUUID()),
                        "demo",
                        "7701",
                        Language.RU,
                        new Instruction.Pay("alma", requisites, Optional.of(amount), source),
                        facts,
                        quote,
                        new BankChoice.None(),
                        UUID.randomUUID(),
                        NOW,
                        CatalogueForTests.catalogue());
        var limits = new Limits(Money.tenge(10), Money.tenge(50_000), Money.tenge(200_000), 20);
        var terms =
                new Payment.Terms(
                        new Payee.Provider("alma", requisites),
                        new byte[32],
                        amount,
                        fee,
                        "wooppay");
        return Eligibility.judge(
                new Candidate(proposal, terms, limits, used, Duration.ofHours(24)));
    }
}
