package kz.nusqau.sms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.shared.Msisdn;

/**
 * The 8-bit reference of a text in parts: follows from the text's id, so that a second attempt,
 * also by another node, continues the first; but never that of another recent text to the phone.
 */
final class References {

    private static final Duration RECENT = Duration.ofMinutes(5);
    private static final int PHONES = 50_000;
    private static final int COUNT = 256;

    private final Cache<Msisdn, Map<Integer, UUID>> recent =
            Caffeine.newBuilder().maximumSize(PHONES).expireAfterWrite(RECENT).build();

    int of(UUID text, Msisdn phone) {
        var used = recent.get(phone, any -> new HashMap<>());
        synchronized (used) {
            if (used.size() > COUNT / 2) {
                used.clear();
            }
            int reference = Math.floorMod(text.hashCode(), COUNT);
            while (!used.computeIfAbsent(reference, any -> text).equals(text)) {
                reference = (reference + 1) % COUNT;
            }
            return reference;
        }
    }
}
