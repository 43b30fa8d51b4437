package kz.nusqau.subscriber;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData.NewKey;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Subscribers under their random names, in sets. */
@Component
public class Subscribers {

    /** Stands for whoever sent a message without a usable number. */
    public static final SubscriberId NOBODY = new SubscriberId(new UUID(0, 0));

    private static final int CACHED = 200_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate ownTransaction;
    private final PersonalData personalData;
    private final SubscriberKeys keys;
    private final Cache<Msisdn, SubscriberId> ids = cache();
    private final Cache<SubscriberId, Msisdn> numbers = cache();

    Subscribers(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            PersonalData personalData,
            SubscriberKeys keys) {
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.personalData = personalData;
        this.keys = keys;
        jdbc.update(
                "INSERT INTO subscriber.subscriber (id, wrapped_key) VALUES (?, ?)"
                        + " ON CONFLICT (id) DO NOTHING",
                NOBODY.value(),
                personalData.newKey().wrapped());
    }

    /** The ids of all the numbers; numbers that are new get one, in a transaction of their own. */
    public Map<Msisdn, SubscriberId> resolve(Collection<Msisdn> msisdns) {
        var found = new HashMap<Msisdn, SubscriberId>();
        var unknown = new LinkedHashSet<Msisdn>();
        for (Msisdn msisdn : msisdns) {
            SubscriberId id = ids.getIfPresent(msisdn);
            if (id == null) {
                unknown.add(msisdn);
            } else {
                found.put(msisdn, id);
            }
        }
        if (!unknown.isEmpty()) {
            found.putAll(load(List.copyOf(unknown)));
        }
        return found;
    }

    /** The ids of those numbers that have one; nobody becomes a subscriber by it. */
    public Map<Msisdn, SubscriberId> known(Collection<Msisdn> msisdns) {
        var found = new HashMap<Msisdn, SubscriberId>();
        var byIndex = new HashMap<Index, Msisdn>();
        for (Msisdn msisdn : msisdns) {
            SubscriberId id = ids.getIfPresent(msisdn);
            if (id == null) {
                byIndex.put(new Index(personalData.blindIndex("msisdn", msisdn.digits())), msisdn);
            } else {
                found.put(msisdn, id);
            }
        }
        if (!byIndex.isEmpty()) {
            found.putAll(select(byIndex));
        }
        return found;
    }

    /** The numbers of all that are not erased. */
    public Map<SubscriberId, Msisdn> msisdns(Collection<SubscriberId> subscribers) {
        var found = new HashMap<SubscriberId, Msisdn>();
        var missing = new LinkedHashSet<SubscriberId>();
        for (SubscriberId id : subscribers) {
            Msisdn msisdn = numbers.getIfPresent(id);
            if (msisdn == null) {
                missing.add(id);
            } else {
                found.put(id, msisdn);
            }
        }
        if (!missing.isEmpty()) {
            jdbc.query(
                    "SELECT id, msisdn, wrapped_key FROM subscriber.subscriber"
                            + " WHERE id = ANY (?) AND msisdn IS NOT NULL",
                    row -> {
                        var id = new SubscriberId(row.getObject(1, UUID.class));
                        var key = keys.remember(id, row.getBytes(3));
                        var msisdn = new Msisdn(PersonalData.openText(key, id, row.getBytes(2)));
                        numbers.put(id, msisdn);
                        found.put(id, msisdn);
                    },
                    (Object) values(missing));
        }
        return found;
    }

    public Map<SubscriberId, SubscriberProfile> profiles(Collection<SubscriberId> subscribers) {
        var found = new HashMap<SubscriberId, SubscriberProfile>();
        jdbc.query(
                """
                SELECT s.id, s.language, s.withdrawn_at, s.blocked_at,
                       EXISTS (SELECT FROM subscriber.acceptance a WHERE a.subscriber_id = s.id)
                  FROM subscriber.subscriber s
                 WHERE s.id = ANY (?)
                """,
                row -> {
                    var profile = profile(row);
                    found.put(profile.id(), profile);
                },
                (Object) values(subscribers));
        return found;
    }

    /** Keeps the languages, in the caller's transaction. */
    public void languages(Map<SubscriberId, Language> languages) {
        if (languages.isEmpty()) {
            return;
        }
        var ordered = new TreeMap<UUID, String>();
        languages.forEach((id, language) -> ordered.put(id.value(), language.name()));
        jdbc.update(
                """
                UPDATE subscriber.subscriber s SET language = n.language
                  FROM unnest(?::uuid[], ?::text[]) AS n (id, language)
                 WHERE s.id = n.id AND s.language IS DISTINCT FROM n.language
                """,
                ordered.keySet().toArray(UUID[]::new),
                ordered.values().toArray(String[]::new));
    }

    /**
     * Records acceptances in the caller's transaction; of one pair of versions the first stands.
     */
    public void accept(List<Acceptance> acceptances) {
        if (acceptances.isEmpty()) {
            return;
        }
        jdbc.batchUpdate(
                "INSERT INTO subscriber.acceptance (subscriber_id, channel, accepted_at,"
                        + " operator_rules, emoney_rules, wording) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                acceptances.stream()
                        .sorted(Comparator.comparing(a -> a.subscriber().value()))
                        .map(
                                a ->
                                        new Object[] {
                                            a.subscriber().value(),
                                            a.channel(),
                                            java.sql.Timestamp.from(a.at()),
                                            a.operatorRules(),
                                            a.emoneyRules(),
                                            a.wording()
                                        })
                        .toList());
    }

    /**
     * Destroys the key, and with it all that was sealed; the random id stays. Other nodes forget
     * the key within ten minutes.
     */
    public void erase(SubscriberId subscriber) {
        jdbc.update(
                "UPDATE subscriber.subscriber SET wrapped_key = NULL, msisdn = NULL,"
                        + " msisdn_index = NULL WHERE id = ?",
                subscriber.value());
        keys.forget(subscriber);
        Msisdn msisdn = numbers.getIfPresent(subscriber);
        numbers.invalidate(subscriber);
        if (msisdn != null) {
            ids.invalidate(msisdn);
        }
    }

    private Map<Msisdn, SubscriberId> load(List<Msisdn> unknown) {
        var byIndex = new HashMap<Index, Msisdn>();
        var newcomers = new ArrayList<Newcomer>();
        for (Msisdn msisdn : unknown) {
            byte[] index = personalData.blindIndex("msisdn", msisdn.digits());
            byIndex.put(new Index(index), msisdn);
        }
        var found = select(byIndex);
        for (var entry : byIndex.entrySet()) {
            if (!found.containsKey(entry.getValue())) {
                newcomers.add(newcomer(entry.getKey(), entry.getValue()));
            }
        }
        if (!newcomers.isEmpty()) {
            Set<SubscriberId> inserted = ownTransaction.execute(status -> insert(newcomers));
            var elsewhere = new HashMap<Index, Msisdn>();
            for (Newcomer newcomer : newcomers) {
                if (inserted != null && inserted.contains(newcomer.id())) {
                    keys.remember(newcomer.id(), newcomer.key().key());
                    ids.put(newcomer.msisdn(), newcomer.id());
                    numbers.put(newcomer.id(), newcomer.msisdn());
                    found.put(newcomer.msisdn(), newcomer.id());
                } else {
                    elsewhere.put(newcomer.index(), newcomer.msisdn());
                }
            }
            if (!elsewhere.isEmpty()) {
                found.putAll(select(elsewhere));
            }
        }
        return found;
    }

    private Map<Msisdn, SubscriberId> select(Map<Index, Msisdn> byIndex) {
        var found = new HashMap<Msisdn, SubscriberId>();
        jdbc.query(
                "SELECT id, msisdn_index, wrapped_key FROM subscriber.subscriber"
                        + " WHERE msisdn_index = ANY (?)",
                row -> {
                    var id = new SubscriberId(row.getObject(1, UUID.class));
                    Msisdn msisdn = byIndex.get(new Index(row.getBytes(2)));
                    if (msisdn != null) {
                        keys.remember(id, row.getBytes(3));
                        ids.put(msisdn, id);
                        numbers.put(id, msisdn);
                        found.put(msisdn, id);
                    }
                },
                (Object) byIndex.keySet().stream().map(Index::bytes).toArray(byte[][]::new));
        return found;
    }

    private Newcomer newcomer(Index index, Msisdn msisdn) {
        var id = new SubscriberId(UUID.randomUUID());
        var key = personalData.newKey();
        return new Newcomer(id, index, msisdn, key, PersonalData.seal(key, id, msisdn.digits()));
    }

    /**
     * In index order, so that two nodes that meet the same newcomers wait instead of deadlocking.
     * Returns those that nobody else had inserted.
     */
    private Set<SubscriberId> insert(List<Newcomer> newcomers) {
        var ordered =
                newcomers.stream()
                        .sorted(
                                (a, b) ->
                                        Arrays.compareUnsigned(
                                                a.index().bytes(), b.index().bytes()))
                        .toList();
        return new HashSet<>(
                jdbc.query(
                        """
                        INSERT INTO subscriber.subscriber (id, msisdn_index, msisdn, wrapped_key)
                        SELECT * FROM unnest(?::uuid[], ?::bytea[], ?::bytea[], ?::bytea[])
                        ON CONFLICT (msisdn_index) DO NOTHING
                        RETURNING id
                        """,
                        (row, n) -> new SubscriberId(row.getObject(1, UUID.class)),
                        ordered.stream().map(n -> n.id().value()).toArray(UUID[]::new),
                        ordered.stream().map(n -> n.index().bytes()).toArray(byte[][]::new),
                        ordered.stream().map(Newcomer::sealed).toArray(byte[][]::new),
                        ordered.stream().map(n -> n.key().wrapped()).toArray(byte[][]::new)));
    }

    private static SubscriberProfile profile(ResultSet row) throws SQLException {
        return new SubscriberProfile(
                new SubscriberId(row.getObject(1, UUID.class)),
                Optional.ofNullable(row.getString(2)).map(Language::valueOf),
                row.getBoolean(5),
                row.getTimestamp(3) != null,
                row.getTimestamp(4) != null);
    }

    private static UUID[] values(Collection<SubscriberId> subscribers) {
        return subscribers.stream().map(SubscriberId::value).toArray(UUID[]::new);
    }

    private static <K, V> Cache<K, V> cache() {
        return Caffeine.newBuilder()
                .maximumSize(CACHED)
                .expireAfterWrite(Duration.ofMinutes(10))
                .build();
    }

    private record Newcomer(
            SubscriberId id, Index index, Msisdn msisdn, NewKey key, byte[] sealed) {}

    /** A blind index that can be a map's key. */
    private record Index(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Index(byte[] its) && Arrays.equals(bytes, its);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
