package kz.nusqau.counterparty;

import java.util.List;
import java.util.Optional;
import kz.nusqau.shared.Msisdn;

/**
 * Would this be accepted?
 *
 * @param wanted a top-up, a payment, a transfer or a redemption
 * @param fromWallet paid with e-money that the payer has: the wallet has to hold the amount
 * @param systems e-money systems that may execute it; of equally good ones the first is taken
 * @param home the system in which the payer used a wallet last
 */
public record QuoteRequest(
        Msisdn payer,
        Operation.OfEmoney wanted,
        boolean fromWallet,
        List<String> systems,
        Optional<String> home) {

    public QuoteRequest {
        systems = List.copyOf(systems);
    }

    /** Of a payer whose wallet is not asked about. */
    public QuoteRequest(
            Msisdn payer, Operation.OfEmoney wanted, boolean fromWallet, List<String> systems) {
        this(payer, wanted, fromWallet, systems, Optional.empty());
    }
}
