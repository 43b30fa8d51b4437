package kz.nusqau.simulator.emoney;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;
import kz.nusqau.simulator.world.Amount;

/** What a client asks of an e-money system. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EmoneyRequest.Deposit.class, name = "deposit"),
    @JsonSubTypes.Type(value = EmoneyRequest.BillPay.class, name = "billpay"),
    @JsonSubTypes.Type(value = EmoneyRequest.Transfer.class, name = "transfer"),
    @JsonSubTypes.Type(value = EmoneyRequest.Withdrawal.class, name = "withdrawal"),
    @JsonSubTypes.Type(value = EmoneyRequest.Reversal.class, name = "reversal")
})
public sealed interface EmoneyRequest {

    /** As on the wire: {@code deposit}. */
    default String type() {
        return switch (this) {
            case Deposit deposit -> "deposit";
            case BillPay billPay -> "billpay";
            case Transfer transfer -> "transfer";
            case Withdrawal withdrawal -> "withdrawal";
            case Reversal reversal -> "reversal";
        };
    }

    /** The client's commission, which the wallet pays on top of the amount. */
    default Amount fee() {
        return Amount.ZERO;
    }

    /** What a client may ask a quotation for. */
    sealed interface Quotable extends EmoneyRequest {
        Amount amount();
    }

    /** Tops a wallet up from the operator's settlement account. */
    record Deposit(String msisdn, Amount amount) implements Quotable {}

    /** Pays a provider from a wallet. */
    record BillPay(String msisdn, String provider, String account, Amount amount, Amount fee)
            implements Quotable {

        // Journals from before there were fees name none.
        public BillPay {
            fee = Objects.requireNonNullElse(fee, Amount.ZERO);
        }
    }

    /** Moves money from a wallet to another. */
    record Transfer(String msisdn, String payee, Amount amount, Amount fee) implements Quotable {

        public Transfer {
            fee = Objects.requireNonNullElse(fee, Amount.ZERO);
        }
    }

    /**
     * Redeems money of a wallet.
     *
     * @param account an IBAN, or the last four digits of a linked card
     */
    record Withdrawal(String msisdn, String account, Amount amount) implements Quotable {}

    /** Undoes the deposit or the withdrawal with this transaction reference. */
    record Reversal(String transaction) implements EmoneyRequest {}
}
