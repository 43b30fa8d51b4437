package kz.nusqau.catalogue;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kz.nusqau.instruction.Account;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Instruction.Destination;
import kz.nusqau.instruction.Instruction.OwnAccount;
import kz.nusqau.instruction.Reading;
import kz.nusqau.shared.Money;

/** A reading in the short form in which examples state it: {@code pay alma account=… 1500.00}. */
final class ReadingText {

    private ReadingText() {}

    static String of(Reading reading) {
        return switch (reading) {
            case Reading.Understood understood -> of(understood.instruction());
            case Reading.Ambiguous ambiguous -> "ambiguous";
            case Reading.Incomplete incomplete -> "missing " + incomplete.missing().name();
            case Reading.Invalid invalid -> "invalid " + invalid.field().name();
            case Reading.NotUnderstood not -> "not understood";
        };
    }

    static String of(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Balance balance -> "balance " + account(balance.of());
            case Instruction.Pay pay -> pay(pay);
            case Instruction.TopUp topUp ->
                    "top-up " + money(topUp.amount()) + from(topUp.source());
            case Instruction.Send send ->
                    "send %s %s%s"
                            .formatted(
                                    send.to().digits(), money(send.amount()), from(send.source()));
            case Instruction.Redeem redeem ->
                    "redeem " + destination(redeem.to()) + " " + money(redeem.amount());
            case Instruction.Refund refund ->
                    "refund " + destination(refund.to()) + " " + money(refund.amount());
            case Instruction.OwnTransfer own ->
                    "own %s %s %s".formatted(own(own.from()), own(own.to()), money(own.amount()));
            case Instruction.BankTransfer(var to, var amount, var bank) ->
                    "bank-transfer %s %s%s"
                            .formatted(
                                    to,
                                    money(amount),
                                    bank.map(code -> " from " + code).orElse(""));
            case Instruction.AutopaySet set ->
                    "autopay " + pay(set.payment()) + " day " + set.dayOfMonth();
            case Instruction.AutopayStop stop -> "autopay stop " + stop.number();
            case Instruction.Grant grant -> "grant " + grant.to().digits();
            case Instruction.Revoke revoke -> "revoke " + revoke.from().digits();
            case Instruction.AppStorePayment payment -> "app-store " + money(payment.amount());
            default -> ofInquiry(instruction);
        };
    }

    private static String ofInquiry(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Statement statement -> "statement " + account(statement.of());
            case Instruction.Receipt receipt -> "receipt" + optional(receipt.paymentNumber());
            case Instruction.Rates rates -> "rates" + optional(rates.currency());
            case Instruction.Restrictions restrictions ->
                    "restrictions" + optional(restrictions.bank());
            case Instruction.AutopayList list -> "autopay list";
            case Instruction.Notifications notifications ->
                    "notifications " + notifications.mode().name().toLowerCase(Locale.ROOT);
            case Instruction.Approve approve -> "approve " + approve.reference();
            case Instruction.Claim claim -> "claim " + claim.paymentNumber() + " " + claim.text();
            case Instruction.Reverse reverse -> "reverse" + optional(reverse.paymentNumber());
            case Instruction.Recall recall -> "recall" + optional(recall.paymentNumber());
            case Instruction.Limits limits -> "limits";
            case Instruction.Withdraw withdraw -> "withdraw";
            case Instruction.Block block -> "block";
            case Instruction.ChangeLanguage change ->
                    "language " + change.to().name().toLowerCase(Locale.ROOT);
            case Instruction.Help help -> "help" + optional(help.about().map(Command::key));
            case Instruction.Confirm confirm -> "confirm " + confirm.code();
            case Instruction.PlainYes yes -> "yes";
            case Instruction.Cancel cancel -> "cancel";
            default -> throw new IllegalStateException("no short form for " + instruction);
        };
    }

    private static String pay(Instruction.Pay pay) {
        String requisites =
                new TreeMap<>(pay.requisites())
                        .entrySet().stream()
                                .map(Map.Entry::toString)
                                .collect(Collectors.joining(" "));
        return "pay %s %s%s%s"
                .formatted(
                        pay.provider(),
                        requisites,
                        optional(pay.amount().map(ReadingText::money)),
                        from(pay.source()));
    }

    private static String money(Money money) {
        return money.currency().equals("KZT") ? money.toDecimal() : money.toString();
    }

    private static String account(Account account) {
        return switch (account) {
            case Account.Personal personal -> "personal";
            case Account.Wallet wallet -> "wallet";
            case Account.Bank bank -> bank.code();
        };
    }

    private static String from(Account source) {
        return source.equals(Account.PERSONAL) ? "" : " from " + account(source);
    }

    private static String destination(Destination destination) {
        return switch (destination) {
            case Destination.Iban iban -> "iban " + iban.iban();
            case Destination.EndingIn ending -> "*" + ending.lastFour();
        };
    }

    private static String own(OwnAccount account) {
        return switch (account) {
            case OwnAccount.InCurrency in -> in.currency();
            case OwnAccount.EndingIn ending -> "*" + ending.lastFour();
        };
    }

    private static String optional(Optional<String> value) {
        return value.map(text -> " " + text).orElse("");
    }
}
