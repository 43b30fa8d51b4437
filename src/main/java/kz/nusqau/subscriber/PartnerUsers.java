package kz.nusqau.subscriber;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.PartnerUser.Notifications;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Users of partners and what each may do, whatever the channel (R-ACC-1, R-ACC-2, R-ACC-6). Every
 * act is recorded, also one that is refused. All in the caller's transaction.
 *
 * <p>A partner's own system names the first user with full access, and another one whenever there
 * is none who isn't blocked; and it can block anybody. All else is for users.
 */
@Component
public class PartnerUsers {

    private static final String PARTNERS_OWN = "partner-users/";

    private final PartnerUserStore store;
    private final JdbcTemplate jdbc;

    PartnerUsers(PartnerUserStore store, JdbcTemplate jdbc) {
        this.store = store;
        this.jdbc = jdbc;
    }

    /** A read: needs no transaction. */
    public Optional<PartnerUser> find(String partner, PartnerUserId id) {
        return Optional.ofNullable(store.find(partner, List.of(id), false).get(id));
    }

    /** Makes a subscriber a user of the partner. */
    public UserResult create(
            String partner, Actor by, SubscriberId whom, AccessLevel level, String channel) {
        alone(partner);
        Optional<UserResult> refusal =
                switch (by) {
                    case Actor.Partner() ->
                            level == AccessLevel.FULL && !store.hasAnybodyInCharge(partner)
                                    ? Optional.empty()
                                    : Optional.of(new UserResult.LevelTooLow());
                    case Actor.User(var id) ->
                            refusal(store.find(partner, List.of(id), true).get(id), true);
                };
        var id = new PartnerUserId(TimeOrderedId.next());
        UserResult result =
                refusal.orElseGet(
                        () ->
                                store.of(partner, whom)
                                        .<UserResult>map(UserResult.AlreadyThere::new)
                                        .orElseGet(() -> insert(partner, id, whom, level)));
        PartnerUserId about = result instanceof UserResult.AlreadyThere(var user) ? user.id() : id;
        store.record(partner, by, about, channel, "create " + level, refused(result));
        return result;
    }

    private UserResult insert(
            String partner, PartnerUserId id, SubscriberId whom, AccessLevel level) {
        var user = new PartnerUser(id, partner, whom, level, true, Notifications.OFF, false);
        store.insert(user);
        return new UserResult.Done(user, true);
    }

    /** Does something with a user of the partner, if whoever acts may. */
    public UserResult act(
            String partner, Actor by, PartnerUserId target, UserAct act, String channel) {
        alone(partner);
        Map<PartnerUserId, PartnerUser> found =
                store.find(
                        partner,
                        by instanceof Actor.User(var id) ? List.of(id, target) : List.of(target),
                        true);
        PartnerUser user = found.get(target);
        if (user == null) {
            return new UserResult.NotFound();
        }
        UserResult result = refusal(by, found, user, act).orElseGet(() -> done(user, act));
        store.record(partner, by, target, channel, act.word(), refused(result));
        return result;
    }

    /**
     * Records what a user did with a payment, or tried (R-OPS-2).
     *
     * @param refused why nothing came of it, null where it was done
     */
    public void record(
            String partner,
            PartnerUserId by,
            String channel,
            String act,
            @Nullable String refused) {
        store.record(partner, new Actor.User(by), by, channel, act, refused);
    }

    private Optional<UserResult> refusal(
            Actor by, Map<PartnerUserId, PartnerUser> found, PartnerUser user, UserAct act) {
        return switch (by) {
            case Actor.Partner() -> refusalOfPartner(user, act);
            case Actor.User(var id) -> refusal(found.get(id), needsFull(id, user, act));
        };
    }

    /** R-ACC-6: it can block, at once; and name somebody who decides where nobody does. */
    private Optional<UserResult> refusalOfPartner(PartnerUser user, UserAct act) {
        boolean allowed =
                switch (act) {
                    case UserAct.Block() -> true;
                    case UserAct.ChangeLevel(var to) ->
                            to == AccessLevel.FULL && !store.hasAnybodyInCharge(user.partner());
                    case UserAct.Unblock() ->
                            user.level() == AccessLevel.FULL
                                    && !store.hasAnybodyInCharge(user.partner());
                    case UserAct.Notify notify -> false;
                    case UserAct.Grant() -> false;
                    case UserAct.Revoke() -> false;
                };
        return allowed ? Optional.empty() : Optional.of(new UserResult.LevelTooLow());
    }

    /** R-ACC-2: for oneself, everybody may choose what to be told, and block oneself. */
    private static boolean needsFull(PartnerUserId by, PartnerUser user, UserAct act) {
        return switch (act) {
            case UserAct.Notify notify -> !by.equals(user.id());
            case UserAct.Block() -> !by.equals(user.id());
            case UserAct.ChangeLevel level -> true;
            case UserAct.Unblock() -> true;
            case UserAct.Grant() -> true;
            case UserAct.Revoke() -> true;
        };
    }

    private static Optional<UserResult> refusal(@Nullable PartnerUser by, boolean needsFull) {
        if (by == null) {
            return Optional.of(new UserResult.NotFound());
        }
        if (by.blocked()) {
            return Optional.of(new UserResult.Blocked());
        }
        return needsFull && !by.isInCharge()
                ? Optional.of(new UserResult.LevelTooLow())
                : Optional.empty();
    }

    private UserResult done(PartnerUser user, UserAct act) {
        if (act instanceof UserAct.Notify(var how) && how != Notifications.OFF) {
            if (user.blocked()) {
                return new UserResult.Blocked();
            }
            if (!user.mayBeTold()) {
                return new UserResult.NotGranted();
            }
        }
        PartnerUser after = after(user, act);
        boolean changed = !after.equals(user);
        if (changed) {
            store.update(after);
        }
        return new UserResult.Done(after, changed);
    }

    private static PartnerUser after(PartnerUser user, UserAct act) {
        return switch (act) {
            case UserAct.ChangeLevel(var to) ->
                    with(user, to, user.mayBeTold(), user.notifications(), user.blocked());
            case UserAct.Block() ->
                    with(user, user.level(), user.mayBeTold(), user.notifications(), true);
            case UserAct.Unblock() ->
                    with(user, user.level(), user.mayBeTold(), user.notifications(), false);
            case UserAct.Notify(var how) ->
                    with(user, user.level(), user.mayBeTold(), how, user.blocked());
            case UserAct.Grant() ->
                    user.mayBeTold() && user.notifications() != Notifications.OFF
                            ? user
                            : with(user, user.level(), true, Notifications.ON, user.blocked());
            case UserAct.Revoke() ->
                    with(user, user.level(), false, Notifications.OFF, user.blocked());
        };
    }

    private static PartnerUser with(
            PartnerUser user,
            AccessLevel level,
            boolean mayBeTold,
            Notifications notifications,
            boolean blocked) {
        return new PartnerUser(
                user.id(),
                user.partner(),
                user.subscriber(),
                level,
                mayBeTold,
                notifications,
                blocked);
    }

    /** Null where it was done. */
    private static @Nullable String refused(UserResult result) {
        return switch (result) {
            case UserResult.Done done -> null;
            case UserResult.AlreadyThere there -> "already there";
            case UserResult.NotFound() -> "unknown";
            case UserResult.LevelTooLow() -> "level too low";
            case UserResult.Blocked() -> "blocked";
            case UserResult.NotGranted() -> "not granted";
        };
    }

    /** Whether anybody is in charge must not change meanwhile. */
    private void alone(String partner) {
        jdbc.query(
                "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
                row -> {},
                PARTNERS_OWN + partner);
    }
}
