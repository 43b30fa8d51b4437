package kz.nusqau.simulator.world;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Who and what exists. Ranges take no memory: their subscribers are made when asked for.
 *
 * <p>Tests may {@link #put} a subscriber over what is there; a balance put after the number's first
 * reservation changes nothing, since from then on the books hold it.
 */
public final class World {

    /** Numbers from first to last, both included, all ordinary. */
    public record Range(long first, long last, String note) {
        boolean holds(long number) {
            return number >= first && number <= last;
        }
    }

    /** With what the numbers of the second operator begin. */
    public static final String SECOND_NETWORK = "7705";

    private static final List<Range> RANGES =
            List.of(
                    new Range(77010000000L, 77019999999L, "activ, prepaid, 100,000.00 KZT"),
                    new Range(77020000000L, 77020999999L, "Kcell, prepaid, 100,000.00 KZT"));

    private static final Range SECOND_RANGE =
            new Range(77050000000L, 77059999999L, "Beeline, prepaid, 100,000.00 KZT");

    private final List<Range> ranges;
    private final Map<String, Special> specials = new LinkedHashMap<>();
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Map<String, Subscriber> rows = new ConcurrentHashMap<>();

    private World(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** The world that the demo, its documentation and everybody's tools agree on. */
    public static World demo() {
        return with(RANGES);
    }

    /** The same, and the subscribers of a second operator. */
    public static World ofTwoOperators() {
        return with(Stream.concat(RANGES.stream(), Stream.of(SECOND_RANGE)).toList());
    }

    private static World with(List<Range> ranges) {
        var world = new World(ranges);
        world.addSpecialSubscribers();
        world.addProviders();
        return world;
    }

    private void addSpecialSubscribers() {
        special("has a debt", ordinary("77025000001").withDebt(true));
        special("blocked", ordinary("77025000002").withBlocked(true));
        special("main balance 100.00", ordinary("77025000003").withBalance(Amount.tenge(100)));
        special(
                "registered to a legal entity",
                ordinary("77025000004").withOwner(Subscriber.Owner.LEGAL));
        special("Kcell, roaming (refused)", ordinary("77025000005").withRoaming(true));
        special("activ, roaming (accepted)", ordinary("77015000006").withRoaming(true));
        special(
                "main balance 0.00, bonus 50,000.00",
                ordinary("77025000007").withBalance(Amount.ZERO).withBonus(Amount.tenge(50_000)));
        special(
                "credit settlement",
                ordinary("77025000008").withSettlement(Subscriber.Settlement.CREDIT));
        special("on the sanctions list", ordinary("77025000009").withSanctioned(true));
        special(
                "SIM changed an hour ago",
                ordinary("77025000010").withSimChangedAgo(Duration.ofHours(1)));
    }

    private void addProviders() {
        var wooppay = Map.of("wooppay", Amount.ZERO);
        var kazeuromobile = Map.of("kazeuromobile", Amount.ZERO);
        var either = Map.of("wooppay", Amount.tenge(15), "kazeuromobile", Amount.tenge(10));
        provider(new Provider("alma", "Electricity", Requisite.ELECTRICITY_ACCOUNT, wooppay, 0));
        provider(new Provider("su", "Water", Requisite.WATER_ACCOUNT, kazeuromobile, 0));
        provider(new Provider("tel", "Another operator's phone", Requisite.PHONE, either, 0));
        provider(
                new Provider(
                        "kalaesp", "Single cumulative payment, city", Requisite.IIN, wooppay, 2));
        provider(
                new Provider(
                        "aulesp", "Single cumulative payment, village", Requisite.IIN, wooppay, 1));
    }

    private static Subscriber ordinary(String msisdn) {
        return Subscriber.ordinary(msisdn);
    }

    private void special(String note, Subscriber subscriber) {
        specials.put(subscriber.msisdn(), new Special(subscriber, note));
        rows.put(subscriber.msisdn(), subscriber);
    }

    private void provider(Provider provider) {
        providers.put(provider.code(), provider);
    }

    public Optional<Subscriber> subscriber(String msisdn) {
        var row = rows.get(msisdn);
        if (row != null) {
            return Optional.of(row);
        }
        return inRange(msisdn) ? Optional.of(ordinary(msisdn)) : Optional.empty();
    }

    private boolean inRange(String msisdn) {
        if (msisdn.length() != 11 || !msisdn.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        var number = Long.parseLong(msisdn);
        return ranges.stream().anyMatch(range -> range.holds(number));
    }

    /** Adds a subscriber or replaces what was known of the number. */
    public void put(Subscriber subscriber) {
        rows.put(subscriber.msisdn(), subscriber);
    }

    public Optional<Provider> provider(String code) {
        return Optional.ofNullable(providers.get(code));
    }

    public Collection<Provider> providers() {
        return List.copyOf(providers.values());
    }

    public List<Range> ranges() {
        return ranges;
    }

    /** The single rows of the demo, in its order. */
    public List<Special> specials() {
        return List.copyOf(specials.values());
    }
}
