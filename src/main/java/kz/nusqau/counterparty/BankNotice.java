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
 * @param settlement whether it is on the operator's settlement account
 * @param subscriber whose account it is otherwise; empty for a number that is no subscriber's
 * @param accountTail its last four characters
 * @param instruction of the order that it comes from, when it is one of ours
 * @param endToEnd what the payer calls it; empty when it has no name
 */
public record BankNotice(
        String bank,
        String messageId,
        String entryReference,
        boolean settlement,
        Optional<SubscriberId> subscriber,
        String accountTail,
        Money amount,
        Optional<UUID> instruction,
        String endToEnd,
        Instant bookedAt) {}
