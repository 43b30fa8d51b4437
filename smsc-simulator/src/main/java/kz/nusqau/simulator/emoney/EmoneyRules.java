package kz.nusqau.simulator.emoney;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import kz.nusqau.simulator.counterparty.Refusal;
import kz.nusqau.simulator.world.Amount;
import kz.nusqau.simulator.world.Iban;
import kz.nusqau.simulator.world.World;

/** What the system checks before it looks at any money: identifiers, lists, limits. */
final class EmoneyRules {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private final String system;
    private final World world;
    private final EmoneyLimits limits;
    private final Clock clock;

    EmoneyRules(String system, World world, EmoneyLimits limits, Clock clock) {
        this.system = system;
        this.world = world;
        this.limits = limits;
        this.clock = clock;
    }

    Optional<Refusal> objectionTo(EmoneyRequest.Quotable request) {
        return switch (request) {
            case EmoneyRequest.Deposit deposit -> objectionTo(deposit);
            case EmoneyRequest.BillPay billPay -> objectionTo(billPay);
            case EmoneyRequest.Transfer transfer -> objectionTo(transfer);
            case EmoneyRequest.Withdrawal withdrawal -> objectionTo(withdrawal);
        };
    }

    Optional<Refusal> objectionTo(EmoneyRequest.Deposit deposit) {
        return ofWallet(deposit.msisdn()).or(() -> ofAmount(deposit.amount()));
    }

    Optional<Refusal> objectionTo(EmoneyRequest.BillPay billPay) {
        return ofWallet(billPay.msisdn())
                .or(() -> ofProvider(billPay))
                .or(() -> ofAmount(billPay.amount()));
    }

    Optional<Refusal> objectionTo(EmoneyRequest.Transfer transfer) {
        if (transfer.payee().equals(transfer.msisdn())) {
            return Optional.of(
                    Refusal.businessRule("samePartiesError", "payer and payee are the same"));
        }
        return ofWallet(transfer.msisdn())
                .or(() -> ofWallet(transfer.payee(), "payee"))
                .or(() -> ofAmount(transfer.amount()));
    }

    Optional<Refusal> objectionTo(EmoneyRequest.Withdrawal withdrawal) {
        return ofWallet(withdrawal.msisdn())
                .or(() -> ofAccount(withdrawal.account()))
                .or(() -> ofAmount(withdrawal.amount()));
    }

    private static Optional<Refusal> ofAccount(String account) {
        return Iban.isValid(account) || account.matches("[0-9]{4}")
                ? Optional.empty()
                : Optional.of(
                        identifierError("account", "neither an IBAN nor the end of a linked card"));
    }

    /** What the system takes from its client: nothing but for payments of some providers. */
    Amount fee(EmoneyRequest.Quotable request) {
        return request instanceof EmoneyRequest.BillPay billPay
                ? world.provider(billPay.provider())
                        .map(provider -> provider.fees().get(system))
                        .orElse(Amount.ZERO)
                : Amount.ZERO;
    }

    private Optional<Refusal> ofWallet(String msisdn) {
        return ofWallet(msisdn, "msisdn");
    }

    private Optional<Refusal> ofWallet(String msisdn, String field) {
        var owner = world.subscriber(msisdn);
        if (owner.isEmpty()) {
            return Optional.of(identifierError(field, "this number can't have a wallet"));
        }
        return owner.get().sanctioned()
                ? Optional.of(Refusal.businessRule("requestDeclined", "declined by the list check"))
                : Optional.empty();
    }

    private Optional<Refusal> ofProvider(EmoneyRequest.BillPay billPay) {
        var provider =
                world.provider(billPay.provider()).filter(each -> each.fees().containsKey(system));
        if (provider.isEmpty()) {
            return Optional.of(identifierError("provider", "not a provider of this system"));
        }
        if (!provider.get().requisite().accepts(billPay.account())) {
            return Optional.of(identifierError("account", "the provider knows no such account"));
        }
        return provider.get()
                .demanded(LocalDate.ofInstant(clock.instant(), ALMATY))
                .filter(demanded -> !demanded.equals(billPay.amount()))
                .map(
                        demanded ->
                                Refusal.businessRule(
                                        "amountMismatch", "the provider demands " + demanded));
    }

    private Optional<Refusal> ofAmount(Amount amount) {
        if (limits.smallest().isMoreThan(amount)) {
            return Optional.of(
                    Refusal.businessRule(
                            "lessThanTransactionMinValue", "at least " + limits.smallest()));
        }
        if (amount.isMoreThan(limits.largest())) {
            return Optional.of(
                    Refusal.businessRule(
                            "greaterThanTransactionMaxValue", "at most " + limits.largest()));
        }
        return Optional.empty();
    }

    private static Refusal identifierError(String field, String description) {
        return Refusal.unknown("identifierError", field, description);
    }
}
