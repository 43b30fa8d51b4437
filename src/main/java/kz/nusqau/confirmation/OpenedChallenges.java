package kz.nusqau.confirmation;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What opening challenges did.
 *
 * @param codes the digits by challenge; known here and in the subscriber's message only
 * @param replaced the challenges that the new ones ended
 */
public record OpenedChallenges(Map<UUID, String> codes, List<EndedChallenge> replaced) {

    public OpenedChallenges {
        codes = Map.copyOf(codes);
        replaced = List.copyOf(replaced);
    }

    @Override
    public String toString() {
        return "OpenedChallenges[%d, replaced %d]".formatted(codes.size(), replaced.size());
    }
}
