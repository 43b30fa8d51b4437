package kz.nusqau.shared;

import java.util.UUID;

/** A random name for a subscriber; says nothing about the person or the number. */
public record SubscriberId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
