package kz.nusqau.sms.smpp;

import java.util.Arrays;

/** The body of a deliver_sm or data_sm as it came, in the form it is stored in. */
public record RawMessage(boolean dataSm, byte[] body) {

    private static final byte DELIVER = 1;
    private static final byte DATA = 2;

    public byte[] toStored() {
        var stored = new byte[1 + body.length];
        stored[0] = dataSm ? DATA : DELIVER;
        System.arraycopy(body, 0, stored, 1, body.length);
        return stored;
    }

    /**
     * Reads what {@link #toStored} wrote.
     *
     * @throws IllegalStateException when it didn't
     */
    public static RawMessage ofStored(byte[] stored) {
        if (stored.length == 0 || (stored[0] != DELIVER && stored[0] != DATA)) {
            throw new IllegalStateException("no stored message, length " + stored.length);
        }
        return new RawMessage(stored[0] == DATA, Arrays.copyOfRange(stored, 1, stored.length));
    }

    /** It was read once before it was accepted, so it reads again. */
    public ShortMessage read() {
        try {
            return dataSm ? ShortMessage.ofDataSm(body) : ShortMessage.ofDeliverSm(body);
        } catch (MalformedPdu e) {
            throw new IllegalStateException("a stored message no longer reads", e);
        }
    }
}
