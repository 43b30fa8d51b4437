package kz.nusqau.counterparty;

import java.time.Instant;
import java.util.Optional;
import kz.nusqau.shared.Money;

/**
 * What the operator's registry and billing say of a number at this moment.
 *
 * @param registryId the person's entry; changes when the number changes hands (R-ID-1)
 * @param balance available: net of reservations
 * @param contractEndedAt empty while the contract is in force
 */
public record SubscriberFacts(
        String registryId,
        Brand brand,
        boolean prepaid,
        boolean naturalPerson,
        Money balance,
        Money bonus,
        boolean debt,
        boolean blocked,
        boolean roaming,
        boolean sanctioned,
        Optional<Instant> simChangedAt,
        Optional<Instant> contractEndedAt) {}
