package kz.nusqau.failedmessages;

import org.jspecify.annotations.Nullable;

/**
 * How many messages of a group replay are alike.
 *
 * @param state where they stand in the group
 * @param effect what their replay would do, or did; null while that isn't known
 * @param message where the messages themselves stand now
 */
public record GroupProgress(
        GroupItemView.State state,
        ReplayView.@Nullable Effect effect,
        State message,
        long messages) {}
