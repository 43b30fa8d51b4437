package kz.nusqau.payment;

import static kz.nusqau.payment.Booking.ADVANCE_GIVEN_BACK;
import static kz.nusqau.payment.Booking.CHARGE_REFUNDED;
import static kz.nusqau.payment.Booking.DEBIT_FILLED;
import static kz.nusqau.payment.Booking.DEBIT_HELD;
import static kz.nusqau.payment.Booking.DEBIT_RETURNED;
import static kz.nusqau.payment.Booking.DEBIT_SPENT;
import static kz.nusqau.payment.Booking.HOLD_CHARGED;
import static kz.nusqau.payment.Booking.HOLD_OWED;
import static kz.nusqau.payment.Booking.HOLD_PENDING;
import static kz.nusqau.payment.Booking.HOLD_VOIDED;
import static kz.nusqau.payment.Booking.NOT_OURS;
import static kz.nusqau.payment.Booking.PAID_OUT;
import static kz.nusqau.payment.Booking.REDEEMED;
import static kz.nusqau.payment.Booking.REDEMPTION_RESTORED;
import static kz.nusqau.payment.Booking.REMITTED;
import static kz.nusqau.payment.Booking.RETURNED;
import static kz.nusqau.payment.Booking.TOP_UP_LOST;
import static kz.nusqau.payment.Booking.TOP_UP_MADE;
import static kz.nusqau.payment.Booking.TOP_UP_PENDING;
import static kz.nusqau.payment.Booking.TOP_UP_POSTED;
import static kz.nusqau.payment.Booking.TOP_UP_VOIDED;
import static kz.nusqau.payment.Booking.WALLET_SPENT;
import static kz.nusqau.payment.Booking.WALLET_TAKEN_BACK;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.instruction.Account;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.payment.Stage.Due;
import kz.nusqau.payment.Stage.Pivot;
import kz.nusqau.payment.Stage.Undoable;

/**
 * The kinds of instructions that move money, and the plan of each. {@code src/docs/sagas.md} shows
 * them as diagrams.
 */
public enum PaymentKind {
    /** A provider is paid from the advance. */
    PAY(
            From.ADVANCE,
            new Undoable(Step.RESERVE, HOLD_PENDING, Step.RELEASE, HOLD_VOIDED, HOLD_VOIDED),
            new Undoable(Step.TOP_UP, TOP_UP_PENDING, Step.REVERSE, TOP_UP_VOIDED, TOP_UP_LOST),
            new Pivot(Step.PAY, TOP_UP_POSTED),
            new Due(Step.CHARGE, HOLD_CHARGED, HOLD_OWED)),

    /** The payer's own wallet is filled from the advance. */
    TOP_UP(
            From.ADVANCE,
            new Undoable(Step.RESERVE, HOLD_PENDING, Step.RELEASE, HOLD_VOIDED, HOLD_VOIDED),
            new Pivot(Step.TOP_UP, TOP_UP_MADE),
            new Due(Step.CHARGE, HOLD_CHARGED, HOLD_OWED)),

    /** E-money is bought from the advance and sent to another's wallet. */
    SEND(
            From.ADVANCE,
            new Undoable(Step.RESERVE, HOLD_PENDING, Step.RELEASE, HOLD_VOIDED, HOLD_VOIDED),
            new Undoable(Step.TOP_UP, TOP_UP_PENDING, Step.REVERSE, TOP_UP_VOIDED, TOP_UP_LOST),
            new Pivot(Step.TRANSFER, TOP_UP_POSTED),
            new Due(Step.CHARGE, HOLD_CHARGED, HOLD_OWED)),

    /** A provider is paid from the payer's wallet; nothing is held at billing. */
    PAY_FROM_WALLET(From.WALLET, new Pivot(Step.PAY, WALLET_SPENT)),

    /** From the payer's wallet to another's; nothing is held at billing. */
    SEND_FROM_WALLET(From.WALLET, new Pivot(Step.TRANSFER, WALLET_SPENT)),

    /** Out of the payer's wallet to the own account or card. */
    REDEEM(
            From.WALLET,
            new Undoable(Step.REDEEM, REDEEMED, Step.RESTORE, REDEMPTION_RESTORED),
            new Pivot(Step.CREDIT, PAID_OUT)),

    /**
     * Out of the advance to the own account or card. A bank may take days, longer than billing
     * holds anything, so the money is taken before the bank is asked.
     */
    REFUND(
            From.ADVANCE,
            new Undoable(Step.RESERVE, HOLD_PENDING, Step.RELEASE, HOLD_VOIDED, HOLD_VOIDED),
            new Undoable(Step.CHARGE, HOLD_CHARGED, Step.REFUND, CHARGE_REFUNDED).takingOver(),
            new Pivot(Step.CREDIT, PAID_OUT)),

    /** A provider is paid from the payer's account at a bank, with e-money bought for it. */
    PAY_FROM_BANK(
            From.BANK,
            new Undoable(Step.DEBIT, DEBIT_HELD, Step.RETURN, DEBIT_RETURNED),
            new Undoable(Step.TOP_UP, TOP_UP_PENDING, Step.REVERSE, TOP_UP_VOIDED, TOP_UP_LOST),
            new Pivot(Step.PAY, DEBIT_SPENT)),

    /** The payer's own wallet is filled from the payer's account at a bank. */
    TOP_UP_FROM_BANK(
            From.BANK,
            new Undoable(Step.DEBIT, DEBIT_HELD, Step.RETURN, DEBIT_RETURNED),
            new Pivot(Step.TOP_UP, DEBIT_FILLED)),

    /** E-money is bought from the payer's account at a bank and sent to another's wallet. */
    SEND_FROM_BANK(
            From.BANK,
            new Undoable(Step.DEBIT, DEBIT_HELD, Step.RETURN, DEBIT_RETURNED),
            new Undoable(Step.TOP_UP, TOP_UP_PENDING, Step.REVERSE, TOP_UP_VOIDED, TOP_UP_LOST),
            new Pivot(Step.TRANSFER, DEBIT_SPENT)),

    /** Between accounts of the subscriber's own, at the rate of the day where they differ. */
    OWN_TRANSFER(From.BANK, new Pivot(Step.MOVE, NOT_OURS)),

    /** To somebody else's account, at any bank that tells whose it is. */
    BANK_TRANSFER(From.BANK, new Pivot(Step.MOVE, NOT_OURS)),

    /**
     * The app store is paid from the advance; the bank settles it, no e-money is bought. The bank
     * may take days here, too.
     */
    APP_STORE(
            From.ADVANCE,
            new Undoable(Step.RESERVE, HOLD_PENDING, Step.RELEASE, HOLD_VOIDED, HOLD_VOIDED),
            new Undoable(Step.CHARGE, HOLD_CHARGED, Step.REFUND, CHARGE_REFUNDED).takingOver(),
            new Pivot(Step.REMIT, REMITTED)),

    /** What the app store gives back, through the bank, goes on to the payer's main balance. */
    APP_STORE_REFUND(
            From.OPERATOR,
            new Pivot(Step.RECEIVE, RETURNED),
            new Due(Step.REFUND, CHARGE_REFUNDED, /* owed= */ null)),

    /** An erroneous top-up goes back: out of the wallet, and into the advance (R-INS-11). */
    REVERSAL(
            From.WALLET,
            new Pivot(Step.TAKE_BACK, WALLET_TAKEN_BACK, "payment.take-back.refused"),
            new Due(Step.REFUND, ADVANCE_GIVEN_BACK, /* owed= */ null));

    /** Whose money it is that is spent. */
    public enum From {
        /** The subscriber's advance with the operator. */
        ADVANCE,
        /** The subscriber's own e-money. */
        WALLET,
        /** The subscriber's account at a bank. */
        BANK,
        /** What came in on the operator's account at a bank. */
        OPERATOR
    }

    /** Those that fill the payer's own wallet or spend of it. */
    static final Set<PaymentKind> OF_OWN_WALLET =
            Set.of(TOP_UP, TOP_UP_FROM_BANK, PAY_FROM_WALLET, SEND_FROM_WALLET, REDEEM);

    private final From from;

    @SuppressWarnings("ImmutableEnumChecker") // It has lists and maps that nothing changes.
    private final Plan plan;

    PaymentKind(From from, Stage... stages) {
        this.from = from;
        this.plan = Plan.of(stages);
    }

    /** Empty for what moves no money. */
    public static Optional<PaymentKind> of(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Pay pay ->
                    Optional.of(bySource(pay.source(), PAY, PAY_FROM_WALLET, PAY_FROM_BANK));
            case Instruction.Send send ->
                    Optional.of(bySource(send.source(), SEND, SEND_FROM_WALLET, SEND_FROM_BANK));
            case Instruction.OwnTransfer own -> Optional.of(OWN_TRANSFER);
            case Instruction.BankTransfer transfer -> Optional.of(BANK_TRANSFER);
            case Instruction.TopUp(var amount, Account.Personal source) -> Optional.of(TOP_UP);
            case Instruction.TopUp(var amount, Account.Bank source) ->
                    Optional.of(TOP_UP_FROM_BANK);
            case Instruction.Redeem redeem -> Optional.of(REDEEM);
            case Instruction.Refund refund -> Optional.of(REFUND);
            case Instruction.AppStorePayment payment -> Optional.of(APP_STORE);
            default -> Optional.empty();
        };
    }

    private static PaymentKind bySource(
            Account source, PaymentKind fromAdvance, PaymentKind fromWallet, PaymentKind fromBank) {
        return switch (source) {
            case Account.Personal personal -> fromAdvance;
            case Account.Wallet wallet -> fromWallet;
            case Account.Bank bank -> fromBank;
        };
    }

    public From from() {
        return from;
    }

    /** Whether a plain yes may confirm it: never what goes to an account that may be anybody's. */
    boolean mayBeConfirmedWithYes() {
        return this != BANK_TRANSFER;
    }

    /** Whether it counts towards the limits of the day. */
    boolean isLimited() {
        return this != REVERSAL;
    }

    /** {@code pay-from-wallet}: for the keys of texts. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Plan plan() {
        return plan;
    }
}
