package kz.nusqau.confirmation;

import java.util.List;

/**
 * Published inside the transaction that ended the challenges, however they ended: what their
 * prompts said is not needed any more.
 */
public record ChallengesEnded(List<EndedChallenge> challenges) {

    public ChallengesEnded {
        challenges = List.copyOf(challenges);
    }
}
