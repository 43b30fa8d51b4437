package kz.nusqau.simulator.bank;

import java.util.Optional;
import kz.nusqau.simulator.world.Amount;

/**
 * An account at a bank.
 *
 * @param owner a phone number; empty for the operator's settlement account and the app store's
 * @param opening what was on it before anything was done in the sandbox
 * @param card the last four digits of the card that is linked to it
 */
public record Account(
        String iban, String owner, String currency, Amount opening, Optional<String> card) {}
