package kz.nusqau.platform;

import java.util.UUID;

/**
 * This process among the hub's nodes.
 *
 * @param id new at each start, so that what an earlier process held is never taken for ours
 * @param name for people: host and process id
 */
public record Node(UUID id, String name) {}
