package kz.nusqau.sms.smpp;

import java.util.Map;
import kz.nusqau.sms.text.Part;
import kz.nusqau.sms.text.UserData;
import org.jspecify.annotations.Nullable;

/**
 * A deliver_sm or data_sm, read as far as the hub needs it.
 *
 * @param octets short_message, or message_payload where that carries the text
 */
public record ShortMessage(
        String serviceType,
        Address source,
        Address destination,
        int esmClass,
        int dataCoding,
        byte[] octets,
        Map<Integer, byte[]> parameters) {

    public static final int RECEIPTED_MESSAGE_ID = 0x001E;
    public static final int MESSAGE_STATE = 0x0427;
    public static final int NETWORK_ERROR_CODE = 0x0423;
    public static final int USER_MESSAGE_REFERENCE = 0x0204;
    public static final int USSD_SERVICE_OP = 0x0501;
    public static final int ITS_SESSION_INFO = 0x1383;
    private static final String USSD = "USSD";
    private static final int SAR_REFERENCE = 0x020C;
    private static final int SAR_TOTAL = 0x020E;
    private static final int SAR_NUMBER = 0x020F;
    private static final int MESSAGE_PAYLOAD = 0x0424;

    private static final int MESSAGE_TYPE = 0x3C;
    private static final int SMSC_RECEIPT = 0x04;
    private static final int INTERMEDIATE_NOTIFICATION = 0x20;
    private static final int USER_DATA_HEADER = 0x40;

    // Longer than the standard's 20 and 5: some SMSCs are generous, and the text is worth more.
    private static final int LONGEST_ADDRESS = 64;
    private static final int LONGEST_SERVICE_TYPE = 20;
    private static final int LONGEST_TIME = 20;

    private static final int MOST_PARTS = 255;

    private static final int TOO_SHORT = Status.INVALID_COMMAND_LENGTH;

    static ShortMessage ofDeliverSm(byte[] body) throws MalformedPdu {
        var fields = new Fields(body);
        var serviceType = fields.text(LONGEST_SERVICE_TYPE, TOO_SHORT, "service_type");
        var source = address(fields, Status.INVALID_SOURCE, "source_addr");
        var destination = address(fields, Status.INVALID_DESTINATION, "destination_addr");
        int esmClass = fields.octet(TOO_SHORT, "esm_class");
        fields.octet(TOO_SHORT, "protocol_id");
        fields.octet(TOO_SHORT, "priority_flag");
        fields.text(LONGEST_TIME, TOO_SHORT, "schedule_delivery_time");
        fields.text(LONGEST_TIME, TOO_SHORT, "validity_period");
        fields.octet(TOO_SHORT, "registered_delivery");
        fields.octet(TOO_SHORT, "replace_if_present_flag");
        int dataCoding = fields.octet(TOO_SHORT, "data_coding");
        fields.octet(TOO_SHORT, "sm_default_msg_id");
        int length = fields.octet(Status.INVALID_MESSAGE_LENGTH, "sm_length");
        var text = fields.octets(length, Status.INVALID_MESSAGE_LENGTH, "short_message");
        var parameters = fields.parameters();
        return new ShortMessage(
                serviceType,
                source,
                destination,
                esmClass,
                dataCoding,
                text.length > 0 ? text : parameters.getOrDefault(MESSAGE_PAYLOAD, text),
                parameters);
    }

    static ShortMessage ofDataSm(byte[] body) throws MalformedPdu {
        var fields = new Fields(body);
        var serviceType = fields.text(LONGEST_SERVICE_TYPE, TOO_SHORT, "service_type");
        var source = address(fields, Status.INVALID_SOURCE, "source_addr");
        var destination = address(fields, Status.INVALID_DESTINATION, "destination_addr");
        int esmClass = fields.octet(TOO_SHORT, "esm_class");
        fields.octet(TOO_SHORT, "registered_delivery");
        int dataCoding = fields.octet(TOO_SHORT, "data_coding");
        var parameters = fields.parameters();
        return new ShortMessage(
                serviceType,
                source,
                destination,
                esmClass,
                dataCoding,
                parameters.getOrDefault(MESSAGE_PAYLOAD, new byte[0]),
                parameters);
    }

    /** The phone that an alert_notification is about. */
    static Address phoneOfAlert(byte[] body) throws MalformedPdu {
        return address(new Fields(body), Status.INVALID_SOURCE, "source_addr");
    }

    /**
     * What an SMSC says of a message we sent, final or on its way. Some forget to mark it; no phone
     * can name a message of ours in a parameter.
     */
    public boolean isReceipt() {
        int type = esmClass & MESSAGE_TYPE;
        return type == SMSC_RECEIPT
                || type == INTERMEDIATE_NOTIFICATION
                || parameters.containsKey(RECEIPTED_MESSAGE_ID);
    }

    /** A step of a USSD dialogue, also where the gateway is also an SMSC. */
    public boolean isUssd() {
        return parameters.containsKey(USSD_SERVICE_OP) || serviceType.equals(USSD);
    }

    /** Of no octets where the message doesn't have it. */
    public byte[] parameter(int tag) {
        return parameters.getOrDefault(tag, new byte[0]);
    }

    /** The text's octets, and which part they are by header or by SAR parameters. */
    public UserData userData() {
        var data = UserData.read(octets, (esmClass & USER_DATA_HEADER) != 0);
        return data.part() != null ? data : new UserData(data.text(), partByParameters());
    }

    private @Nullable Part partByParameters() {
        var reference = parameters.get(SAR_REFERENCE);
        var total = parameters.get(SAR_TOTAL);
        var number = parameters.get(SAR_NUMBER);
        if (reference == null || total == null || number == null) {
            return null;
        }
        int parts = number(total);
        int index = number(number);
        return index < 1 || index > parts || parts > MOST_PARTS
                ? null
                : new Part(number(reference), parts, index);
    }

    /** A parameter's value as an unsigned number. */
    public static int number(byte[] octets) {
        int value = 0;
        for (byte octet : octets) {
            value = (value << 8) | (octet & 0xFF);
        }
        return value;
    }

    private static Address address(Fields fields, int status, String name) throws MalformedPdu {
        int ton = fields.octet(status, name + "_ton");
        int npi = fields.octet(status, name + "_npi");
        return new Address(ton, npi, fields.text(LONGEST_ADDRESS, status, name));
    }

    @Override
    public String toString() {
        return "ShortMessage[%s to %s, esm_class %02X, data_coding %d, %d octets]"
                .formatted(source, destination, esmClass, dataCoding, octets.length);
    }
}
