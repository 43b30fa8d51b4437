package kz.nusqau.subscriber;

import java.util.UUID;

/** A person's name at one partner; says nothing of who it is. */
public record PartnerUserId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
