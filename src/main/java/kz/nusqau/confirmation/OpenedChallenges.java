package kz.nusqau.confirmation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What opening challenges did.
 *
 * @param ids of those that are open now
 * @param codes the digits by challenge; known here and in the subscriber's message only
 * @param replaced the challenges that the new ones ended
 */
public record OpenedChallenges(
        Set<UUID> ids, Map<UUID, String> codes, List<EndedChallenge> replaced) {

    public OpenedChallenges {
        ids = Set.copyOf(ids);
        codes = Map.copyOf(codes);
        replaced = List.copyOf(replaced);
    }

    @Override
    public String toString() {
        return "OpenedChallenges[%d, replaced %d]".formatted(ids.size(), replaced.size());
    }
}
