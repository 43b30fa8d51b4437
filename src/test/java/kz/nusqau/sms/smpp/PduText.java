package kz.nusqau.sms.smpp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import kz.nusqau.simulator.smsc.pdu.Bind;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.FieldReader;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Tlv;

/**
 * PDUs for people: the names and values of their fields, those at 0 left out, octets as
 * hexadecimals or, in quotes, as ASCII. Read with the simulator's reader, so that the hub is not
 * its own witness.
 */
public final class PduText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int SHOWN_OCTETS = 40;
    private static final int UCS2 = 8;

    private static final Map<Integer, String> TLVS =
            Map.ofEntries(
                    Map.entry(Tlv.RECEIPTED_MESSAGE_ID, "receipted_message_id"),
                    Map.entry(Tlv.USER_MESSAGE_REFERENCE, "user_message_reference"),
                    Map.entry(Tlv.SAR_REFERENCE, "sar_msg_ref_num"),
                    Map.entry(Tlv.SAR_TOTAL, "sar_total_segments"),
                    Map.entry(Tlv.SAR_SEQUENCE, "sar_segment_seqnum"),
                    Map.entry(Tlv.SC_INTERFACE_VERSION, "sc_interface_version"),
                    Map.entry(Tlv.MS_AVAILABILITY_STATUS, "ms_availability_status"),
                    Map.entry(Tlv.NETWORK_ERROR_CODE, "network_error_code"),
                    Map.entry(Tlv.MESSAGE_PAYLOAD, "message_payload"),
                    Map.entry(Tlv.MESSAGE_STATE, "message_state"),
                    Map.entry(Tlv.USSD_SERVICE_OP, "ussd_service_op"),
                    Map.entry(Tlv.ITS_SESSION_INFO, "its_session_info"));

    private PduText() {}

    static String of(Pdu pdu) {
        var text = new StringBuilder(CommandId.name(pdu.command()));
        text.append(" #").append(pdu.sequence());
        if (pdu.isResponse()) {
            text.append(" status 0x%02X".formatted(pdu.status()));
        }
        var fields = fields(pdu);
        return fields.isEmpty() ? text.toString() : text + " " + String.join(", ", fields);
    }

    /** A submit_sm that isn't on the wire yet. */
    public static String of(SubmitSm submit) {
        return "submit_sm " + String.join(", ", message(Octets.of(submit.toBody())));
    }

    /** The body of a deliver_sm. */
    public static String ofDelivery(Octets body) {
        return "deliver_sm " + String.join(", ", message(body));
    }

    private static List<String> fields(Pdu pdu) {
        var body = Octets.of(pdu.body());
        try {
            return switch (pdu.command()) {
                case CommandId.BIND_RECEIVER,
                        CommandId.BIND_TRANSMITTER,
                        CommandId.BIND_TRANSCEIVER ->
                        bind(Bind.parse(body));
                case CommandId.DELIVER_SM, CommandId.SUBMIT_SM -> message(body);
                case CommandId.DATA_SM -> data(body);
                case CommandId.ALERT_NOTIFICATION -> {
                    var in = new FieldReader(body);
                    yield List.of(
                            "source_addr " + in.address(65, 0), "esme_addr " + in.address(65, 0));
                }
                case CommandId.SUBMIT_SM | CommandId.RESPONSE,
                        CommandId.DELIVER_SM | CommandId.RESPONSE,
                        CommandId.DATA_SM | CommandId.RESPONSE ->
                        answer(body, "message_id");
                case CommandId.BIND_RECEIVER | CommandId.RESPONSE,
                        CommandId.BIND_TRANSMITTER | CommandId.RESPONSE,
                        CommandId.BIND_TRANSCEIVER | CommandId.RESPONSE ->
                        answer(body, "system_id");
                default -> body.length() == 0 ? List.of() : List.of(hex("body", body));
            };
        } catch (RuntimeException malformed) {
            return List.of(body.length() == 0 ? "without a body" : hex("body", body));
        }
    }

    private static List<String> bind(Bind bind) {
        var fields = new ArrayList<String>();
        fields.add("system_id " + quoted(bind.systemId()));
        fields.add("password " + quoted(bind.password()));
        fields.add("system_type " + quoted(bind.systemType()));
        fields.add("interface_version 0x%02X".formatted(bind.interfaceVersion()));
        fields.add("address_range " + quoted(bind.addressRange()));
        return fields;
    }

    private static List<String> answer(Octets body, String name) {
        if (body.length() == 0) {
            return List.of();
        }
        var in = new FieldReader(body);
        var fields = new ArrayList<String>();
        fields.add(name + " " + quoted(in.cString(65, 0)));
        in.tlvs().forEach(tlv -> fields.add(tlv(tlv)));
        return fields;
    }

    private static List<String> message(Octets body) {
        var message = kz.nusqau.simulator.smsc.pdu.ShortMessage.parse(body);
        var flags = message.flags();
        var fields = new ArrayList<String>();
        if (!message.serviceType().isEmpty()) {
            fields.add("service_type " + quoted(message.serviceType()));
        }
        fields.add("source_addr " + message.source());
        fields.add("destination_addr " + message.destination());
        flag(fields, "esm_class", flags.esmClass());
        flag(fields, "priority_flag", flags.priority());
        if (!message.validityPeriod().isEmpty()) {
            fields.add("validity_period " + quoted(message.validityPeriod()));
        }
        flag(fields, "registered_delivery", flags.registeredDelivery());
        fields.add("data_coding " + flags.dataCoding());
        fields.add("sm_length " + message.message().length());
        if (message.message().length() > 0) {
            fields.add(
                    flags.dataCoding() != UCS2 && isAscii(message.message())
                            ? "short_message " + quoted(ascii(message.message()))
                            : hex("short_message", message.message()));
        }
        message.tlvs().forEach(tlv -> fields.add(tlv(tlv)));
        return fields;
    }

    private static List<String> data(Octets body) {
        var message = kz.nusqau.simulator.smsc.pdu.ShortMessage.parseDataSm(body);
        var fields = new ArrayList<String>();
        fields.add("source_addr " + message.source());
        fields.add("destination_addr " + message.destination());
        flag(fields, "esm_class", message.flags().esmClass());
        flag(fields, "registered_delivery", message.flags().registeredDelivery());
        fields.add("data_coding " + message.flags().dataCoding());
        message.tlvs().forEach(tlv -> fields.add(tlv(tlv)));
        return fields;
    }

    private static void flag(List<String> fields, String name, int value) {
        if (value != 0) {
            fields.add("%s 0x%02X".formatted(name, value));
        }
    }

    private static String tlv(Tlv tlv) {
        return hex(
                TLVS.getOrDefault(tlv.tag(), "parameter 0x%04X".formatted(tlv.tag())), tlv.value());
    }

    private static boolean isAscii(Octets octets) {
        return ascii(octets).chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }

    private static String ascii(Octets octets) {
        return new String(octets.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private static String hex(String name, Octets octets) {
        var bytes = octets.toByteArray();
        return bytes.length <= SHOWN_OCTETS
                ? name + " " + HEX.formatHex(bytes)
                : name
                        + " "
                        + HEX.formatHex(bytes, 0, SHOWN_OCTETS)
                        + "… ("
                        + bytes.length
                        + " octets)";
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
