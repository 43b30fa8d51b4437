package kz.nusqau.subscriber;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import kz.nusqau.shared.SubscriberId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Seals what is personal (R-OPS-6): AES-256-GCM with a key of the subscriber's own, bound to the
 * subscriber's id. Search goes by blind index.
 */
@Component
public class PersonalData {

    private static final byte[] KEY_CONTEXT = "subscriber-key".getBytes(StandardCharsets.UTF_8);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_OCTETS = 32;

    private final MasterKeys master;
    private final SubscriberKeys keys;
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::newMac);

    PersonalData(
            PrivacyProperties properties,
            SubscriberKeys keys,
            @Value("${nusqau.data-dir:./data}") Path dataDir) {
        this.master =
                properties.keys() == null
                        ? MasterKeys.readOrMake(dataDir.resolve("secrets/master-keys"))
                        : MasterKeys.read(properties.keys());
        this.keys = keys;
        keys.unwrapWith(this::unwrap);
    }

    /**
     * Seals bytes for one subscriber.
     *
     * @throws IllegalStateException if the subscriber was erased or never existed
     */
    public byte[] seal(SubscriberId subscriber, byte[] clear) {
        return seal(keys.of(subscriber), subscriber, clear);
    }

    private static byte[] seal(AesGcmJce key, SubscriberId subscriber, byte[] clear) {
        try {
            return key.encrypt(clear, context(subscriber));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing for " + subscriber, e);
        }
    }

    /** Seals as {@link PersonalData#seal} does, for some subscribers only. */
    public interface Sealing {
        byte[] seal(SubscriberId subscriber, String clear);
    }

    /** For all of these, whose keys are read at once where they aren't at hand. */
    public Sealing sealingFor(Collection<SubscriberId> subscribers) {
        Map<SubscriberId, AesGcmJce> found = keys.of(subscribers);
        return (subscriber, clear) -> {
            AesGcmJce key = found.get(subscriber);
            if (key == null) {
                throw SubscriberKeys.missing(subscriber);
            }
            return seal(key, subscriber, clear.getBytes(StandardCharsets.UTF_8));
        };
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws IllegalStateException if the subscriber was erased, or the bytes are not what was
     *     sealed
     */
    public byte[] open(SubscriberId subscriber, byte[] sealed) {
        return open(keys.of(subscriber), subscriber, sealed);
    }

    private static byte[] open(AesGcmJce key, SubscriberId subscriber, byte[] sealed) {
        try {
            return key.decrypt(sealed, context(subscriber));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("opening for " + subscriber, e);
        }
    }

    /** Like {@link #open}; empty when the subscriber was erased or never existed. */
    public Optional<byte[]> openIfKept(SubscriberId subscriber, byte[] sealed) {
        return keys.find(subscriber).map(key -> open(key, subscriber, sealed));
    }

    public byte[] seal(SubscriberId subscriber, String clear) {
        return seal(subscriber, clear.getBytes(StandardCharsets.UTF_8));
    }

    public String openText(SubscriberId subscriber, byte[] sealed) {
        return new String(open(subscriber, sealed), StandardCharsets.UTF_8);
    }

    /** The same with the key in hand. */
    static String openText(AesGcmJce key, SubscriberId subscriber, byte[] sealed) {
        return new String(open(key, subscriber, sealed), StandardCharsets.UTF_8);
    }

    /** Equal for equal values of a field, and says nothing else about them; 32 bytes. */
    public byte[] blindIndex(String field, String value) {
        return keyedHash("index:" + field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA256 over the purpose and the parts, each with its length before it; 32 bytes. */
    public byte[] keyedHash(String purpose, byte[]... parts) {
        Mac mac = macs.get();
        feed(mac, purpose.getBytes(StandardCharsets.UTF_8));
        for (byte[] part : parts) {
            feed(mac, part);
        }
        return mac.doFinal();
    }

    /**
     * A subscriber's key that may be in no table yet.
     *
     * @param wrapped as the table is to hold it
     */
    record NewKey(AesGcmJce key, byte[] wrapped) {}

    NewKey newKey() {
        var key = new byte[KEY_OCTETS];
        RANDOM.nextBytes(key);
        try {
            return new NewKey(new AesGcmJce(key), master.wrapping().encrypt(key, KEY_CONTEXT));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("making a key", e);
        }
    }

    /** Seals what is to be in one row with the key. */
    static byte[] seal(NewKey key, SubscriberId subscriber, String clear) {
        return seal(key.key(), subscriber, clear.getBytes(StandardCharsets.UTF_8));
    }

    private AesGcmJce unwrap(byte[] wrapped) {
        try {
            return new AesGcmJce(master.wrapping().decrypt(wrapped, KEY_CONTEXT));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "nusqau.privacy.keys: these are not the keys this database was filled with", e);
        }
    }

    private static void feed(Mac mac, byte[] part) {
        mac.update(ByteBuffer.allocate(4).putInt(part.length).array());
        mac.update(part);
    }

    private static byte[] context(SubscriberId subscriber) {
        UUID id = subscriber.value();
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private Mac newMac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(master.hashing());
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
