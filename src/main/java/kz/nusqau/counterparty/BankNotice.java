package kz.nusqau.counterparty;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.SubscriberId;

/**
 * A credit that a bank told of.
 *
 * @param messageId the bank's, as the reference of the entry
 * @param subscriber whose account it is; empty for the operator's settlement account
 * @param accountTail its last four characters
 * @param instruction of the order that it comes from, when it is one of ours
 * @param endToEnd what the payer calls it; empty when it has no name
 */
public record BankNotice(
        String bank,
        String messageId,
        String entryReference,
        Optional<SubscriberId> subscriber,
        String accountTail,
        Money amount,
        Optional<UUID> instruction,
        String endToEnd,
        Instant bookedAt) {}
