package kz.nusqau.counterparty;

import java.util.List;
import kz.nusqau.shared.Msisdn;

/**
 * Would this be accepted?
 *
 * @param wanted a top-up, a payment, a transfer or a redemption
 * @param fromWallet paid with e-money that the payer has: the wallet has to hold the amount
 * @param systems e-money systems that may execute it; of equally good ones the first is taken
 */
public record QuoteRequest(
        Msisdn payer, Operation.OfEmoney wanted, boolean fromWallet, List<String> systems) {

    public QuoteRequest {
        systems = List.copyOf(systems);
    }
}
