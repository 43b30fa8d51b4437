package kz.nusqau.simulator.world;

import java.time.Duration;
import java.util.Optional;

/**
 * What the operator knows of one number.
 *
 * @param registryId the person's entry in the registry; another one when the number changes hands
 * @param balance main balance before anything was done in the sandbox
 * @param simChangedAgo how long ago the SIM was changed, seen from any moment of asking
 * @param contractEndedAgo how long ago the contract ended, seen in the same way
 */
public record Subscriber(
        String msisdn,
        String registryId,
        Brand brand,
        Settlement settlement,
        Owner owner,
        Amount balance,
        Amount bonus,
        boolean debt,
        boolean blocked,
        boolean roaming,
        boolean sanctioned,
        Optional<Duration> simChangedAgo,
        Optional<Duration> contractEndedAgo) {

    public enum Brand {
        ACTIV,
        KCELL,
        /** Of the second operator. */
        BEELINE
    }

    public enum Settlement {
        PREPAID,
        CREDIT
    }

    public enum Owner {
        NATURAL,
        LEGAL
    }

    /** Prepaid, a natural person, 100,000.00 KZT, at home, nothing special. */
    public static Subscriber ordinary(String msisdn) {
        return new Subscriber(
                msisdn,
                registryIdOf(msisdn),
                brandOf(msisdn),
                Settlement.PREPAID,
                Owner.NATURAL,
                Amount.tenge(100_000),
                Amount.ZERO,
                false,
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static Brand brandOf(String msisdn) {
        if (msisdn.startsWith(World.SECOND_NETWORK)) {
            return Brand.BEELINE;
        }
        return msisdn.startsWith("7701") ? Brand.ACTIV : Brand.KCELL;
    }

    /** Looks random, stays the same over restarts, costs nothing to make again. */
    private static String registryIdOf(String msisdn) {
        var mixed = Long.parseLong(msisdn) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        return "R" + Long.toUnsignedString(mixed ^ (mixed >>> 27), 36);
    }

    public Subscriber withRegistryId(String changed) {
        return new Subscriber(
                msisdn,
                changed,
                brand,
                settlement,
                owner,
                balance,
                bonus,
                debt,
                blocked,
                roaming,
                sanctioned,
                simChangedAgo,
                contractEndedAgo);
    }

    public Subscriber withSettlement(Settlement changed) {
        return new Subscriber(
                msisdn,
                registryId,
                brand,
                changed,
                owner,
                balance,
                bonus,
                debt,
                blocked,
                roaming,
                sanctioned,
                simChangedAgo,
                contractEndedAgo);
    }

    public Subscriber withOwner(Owner changed) {
        return new Subscriber(
                msisdn,
                registryId,
                brand,
                settlement,
                changed,
                balance,
                bonus,
                debt,
                blocked,
                roaming,
                sanctioned,
                simChangedAgo,
                contractEndedAgo);
    }

    public Subscriber withBalance(Amount changed) {
        return new Subscriber(
                msisdn,
                registryId,
                brand,
                settlement,
                owner,
                changed,
                bonus,
                debt,
                blocked,
                roaming,
                sanctioned,
                simChangedAgo,
                contractEndedAgo);
    }

    public Subscriber withBonus(Amount changed) {
        return new Subscriber(
                msisdn,
                registryId,
                brand,
                settlement,
                owner,
                balance,
                changed,
                debt,
                blocked,
                roaming,
                sanctioned,
                simChangedAgo,
                contractEndedAgo);
    }

    public Subscriber withDebt(boolean changed) {
        return new Subscriber(
                msisdn,
                registryId,
                brand,
                settlement,
                owner,
                balance,
                bonus,
                changed,
                blocked,
                roaming,
                sanctioned,
                simChangedAgo,
                contractEndedAgo);
    }

    public Subscriber withBlocked(boolean changed) {
        return new Subscriber(
                msisdn,
                registryId,
                brand,
                settlement,
                owner,
                balance,
                bonus,
                debt,
                changed,
                roaming,
                sanctioned,
                simChangedAgo,
                contractEndedAgo);
    }

    public Subscriber withRoaming(boolean changed) {
        return new Subscriber(
                msisdn,
                registryId,
                brand,
                settlement,
                owner,
                balance,
                bonus,
                debt,
                blocked,
                changed,
                sanctioned,
                simChangedAgo,
                contractEndedAgo);
    }

    public Subscriber withSanctioned(boolean changed) {
        return new Subscriber(
                msisdn,
                registryId,
                brand,
                settlement,
                owner,
                balance,
                bonus,
                debt,
                blocked,
                roaming,
                changed,
                simChangedAgo,
                contractEndedAgo);
    }

    public Subscriber withSimChangedAgo(Duration ago) {
        return new Subscriber(
                msisdn,
                registryId,
                brand,
                settlement,
                owner,
                balance,
                bonus,
                debt,
                blocked,
                roaming,
                sanctioned,
                Optional.of(ago),
                contractEndedAgo);
    }

    public Subscriber withContractEndedAgo(Duration ago) {
        return new Subscriber(
                msisdn,
                registryId,
                brand,
                settlement,
                owner,
                balance,
                bonus,
                debt,
                blocked,
                roaming,
                sanctioned,
                simChangedAgo,
                Optional.of(ago));
    }
}
