package kz.nusqau.confirmation;

import java.util.List;

/** Published inside the transaction that ended the challenges because nobody answered in time. */
public record ChallengesExpired(List<EndedChallenge> challenges) {

    public ChallengesExpired {
        challenges = List.copyOf(challenges);
    }
}
