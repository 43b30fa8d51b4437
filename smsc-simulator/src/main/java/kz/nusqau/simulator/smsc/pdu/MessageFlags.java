package kz.nusqau.simulator.smsc.pdu;

/** The one-octet fields of a short message. */
public record MessageFlags(
        int esmClass,
        int protocolId,
        int priority,
        int registeredDelivery,
        int replaceIfPresent,
        int dataCoding,
        int defaultMessage) {

    public static final MessageFlags NONE = new MessageFlags(0, 0, 0, 0, 0, 0, 0);

    /** The user data begins with a header. */
    public static final int UDHI = 0x40;

    /** The message is a receipt of the SMSC. */
    public static final int RECEIPT = 0x04;

    public boolean hasUserDataHeader() {
        return (esmClass & UDHI) != 0;
    }

    public MessageFlags withEsmClass(int value) {
        return new MessageFlags(
                value,
                protocolId,
                priority,
                registeredDelivery,
                replaceIfPresent,
                dataCoding,
                defaultMessage);
    }

    public MessageFlags withRegisteredDelivery(int value) {
        return new MessageFlags(
                esmClass,
                protocolId,
                priority,
                value,
                replaceIfPresent,
                dataCoding,
                defaultMessage);
    }

    public MessageFlags withDataCoding(int value) {
        return new MessageFlags(
                esmClass,
                protocolId,
                priority,
                registeredDelivery,
                replaceIfPresent,
                value,
                defaultMessage);
    }
}
