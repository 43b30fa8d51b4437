package kz.nusqau.partner;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.platform.AfterCommit;
import kz.nusqau.subscriber.Actor;
import kz.nusqau.subscriber.PartnerUser;
import kz.nusqau.subscriber.PartnerUsers;
import kz.nusqau.subscriber.UserAct;
import kz.nusqau.subscriber.UserResult;
import org.springframework.stereotype.Component;

/**
 * What partners do with their users, each act by somebody who may: who acts is signed in with a
 * code (R-ACC-4), and the subscribers' module says what the level allows. All in the caller's
 * transaction.
 */
@Component
final class UserRequests {

    private static final String CHANNEL = "partner";

    private final PartnerUsers users;
    private final SignIns signIns;
    private final OutgoingStore outgoing;
    private final Postmen postmen;
    private final Wording wording;
    private final Clock clock;

    UserRequests(
            PartnerUsers users,
            SignIns signIns,
            OutgoingStore outgoing,
            Postmen postmen,
            Wording wording,
            Clock clock) {
        this.users = users;
        this.signIns = signIns;
        this.outgoing = outgoing;
        this.postmen = postmen;
        this.wording = wording;
        this.clock = clock;
    }

    /** Does them one after the other, in the order in which they came. */
    Map<Prepared, Answer> settle(String partner, Map<Prepared, Wish.OfUser> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        List<Outgoing> events = new ArrayList<>();
        wishes.forEach(
                (prepared, wish) -> answers.put(prepared, settle(partner, prepared, wish, events)));
        outgoing.add(events);
        if (!events.isEmpty()) {
            AfterCommit.run(() -> postmen.wake(partner, Set.of(Outgoing.Channel.EVENTS)));
        }
        return answers;
    }

    private Answer settle(
            String partner, Prepared prepared, Wish.OfUser wish, List<Outgoing> events) {
        return switch (wish) {
            case Wish.GetUser(var id) ->
                    users.find(partner, id)
                            .<Answer>map(Answer.OfUser::new)
                            .orElseGet(UserRequests::notFound);
            case Wish.CreateUser create -> create(partner, prepared, create, events);
            case Wish.ActOnUser wanted ->
                    actor(partner, wanted.by())
                            .map(by -> act(partner, prepared, by, wanted, events))
                            .orElseGet(SignIns::notSignedIn);
        };
    }

    private Answer act(
            String partner,
            Prepared prepared,
            Actor by,
            Wish.ActOnUser wanted,
            List<Outgoing> events) {
        return doubt(partner, prepared, wanted, wanted.act().word() + " " + wanted.user())
                .orElseGet(
                        () ->
                                answer(
                                        users.act(
                                                partner, by, wanted.user(), wanted.act(), CHANNEL),
                                        event(wanted.act()),
                                        events));
    }

    /** Where it matters whether who acts may be somebody else; what was tried is recorded. */
    private Optional<Answer> doubt(String partner, Prepared prepared, Wish wish, String act) {
        Optional<Wish.By> by = HolderLookups.by(wish);
        if (by.isPresent() && prepared.holder() instanceof Holder.Doubtful) {
            users.record(partner, by.get().user(), CHANNEL, act, "user not eligible");
        }
        return by.isPresent() ? prepared.holder().objection() : Optional.empty();
    }

    private Answer create(
            String partner, Prepared prepared, Wish.CreateUser wish, List<Outgoing> events) {
        if (!(prepared.found() instanceof Found.Reachable reachable)) {
            return CodeRequests.unreached(prepared.found());
        }
        return actor(partner, wish.by())
                .map(
                        by ->
                                doubt(partner, prepared, wish, "create " + wish.level())
                                        .orElseGet(
                                                () ->
                                                        answer(
                                                                users.create(
                                                                        partner,
                                                                        by,
                                                                        reachable.subscriber(),
                                                                        wish.level(),
                                                                        CHANNEL),
                                                                UserEvent.USER_CHANGED,
                                                                events)))
                .orElseGet(SignIns::notSignedIn);
    }

    /** Empty for a user who isn't signed in: a name alone is nobody. */
    private Optional<Actor> actor(String partner, Optional<Wish.By> by) {
        if (by.isEmpty()) {
            return Optional.of(new Actor.Partner());
        }
        return signIns.user(partner, by.get()).map(user -> new Actor.User(user.id()));
    }

    private static UserEvent event(UserAct act) {
        return switch (act) {
            case UserAct.ChangeLevel level -> UserEvent.USER_CHANGED;
            case UserAct.Block() -> UserEvent.USER_CHANGED;
            case UserAct.Unblock() -> UserEvent.USER_CHANGED;
            case UserAct.Notify notify -> UserEvent.NOTIFICATION_CHANGED;
            case UserAct.Grant() -> UserEvent.NOTIFICATION_CHANGED;
            case UserAct.Revoke() -> UserEvent.NOTIFICATION_CHANGED;
        };
    }

    private Answer answer(UserResult result, UserEvent event, List<Outgoing> events) {
        return switch (result) {
            case UserResult.Done(var user, var changed) -> {
                if (changed) {
                    events.add(told(user, event, clock.instant()));
                }
                yield new Answer.OfUser(user);
            }
            case UserResult.AlreadyThere(var user) ->
                    Answer.Failed.because(FaultCode.USER_EXISTS, "it is user " + user.id());
            case UserResult.NotFound() -> notFound();
            case UserResult.LevelTooLow() ->
                    Answer.Failed.because(
                            FaultCode.ACCESS_LEVEL_TOO_LOW,
                            "that takes a user with full access, signed in");
            case UserResult.Blocked() ->
                    Answer.Failed.because(FaultCode.USER_BLOCKED, "the user is blocked");
            case UserResult.NotGranted() ->
                    Answer.Failed.because(
                            FaultCode.ACCESS_LEVEL_TOO_LOW,
                            "a user with full access revoked notifications of this one");
        };
    }

    private Outgoing told(PartnerUser user, UserEvent event, Instant at) {
        return new Outgoing(
                user.partner(),
                Outgoing.Channel.EVENTS,
                event.word(),
                null,
                user.id().toString(),
                wording.event(event, user, at));
    }

    private static Answer notFound() {
        return Answer.Failed.because(FaultCode.USER_NOT_FOUND, "you have no such user");
    }
}
