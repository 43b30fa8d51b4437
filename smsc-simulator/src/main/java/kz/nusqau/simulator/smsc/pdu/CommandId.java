package kz.nusqau.simulator.smsc.pdu;

import java.util.Map;

/** Command ids of SMPP 3.4. Plain numbers, because a peer may send any number. */
public final class CommandId {

    public static final int BIND_RECEIVER = 0x01;
    public static final int BIND_TRANSMITTER = 0x02;
    public static final int QUERY_SM = 0x03;
    public static final int SUBMIT_SM = 0x04;
    public static final int DELIVER_SM = 0x05;
    public static final int UNBIND = 0x06;
    public static final int REPLACE_SM = 0x07;
    public static final int CANCEL_SM = 0x08;
    public static final int BIND_TRANSCEIVER = 0x09;
    public static final int OUTBIND = 0x0B;
    public static final int ENQUIRE_LINK = 0x15;
    public static final int SUBMIT_MULTI = 0x21;
    public static final int ALERT_NOTIFICATION = 0x102;
    public static final int DATA_SM = 0x103;

    /** Set in the id of every answer. */
    public static final int RESPONSE = 0x80000000;

    public static final int GENERIC_NACK = RESPONSE;

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(BIND_RECEIVER, "bind_receiver"),
                    Map.entry(BIND_TRANSMITTER, "bind_transmitter"),
                    Map.entry(QUERY_SM, "query_sm"),
                    Map.entry(SUBMIT_SM, "submit_sm"),
                    Map.entry(DELIVER_SM, "deliver_sm"),
                    Map.entry(UNBIND, "unbind"),
                    Map.entry(REPLACE_SM, "replace_sm"),
                    Map.entry(CANCEL_SM, "cancel_sm"),
                    Map.entry(BIND_TRANSCEIVER, "bind_transceiver"),
                    Map.entry(OUTBIND, "outbind"),
                    Map.entry(ENQUIRE_LINK, "enquire_link"),
                    Map.entry(SUBMIT_MULTI, "submit_multi"),
                    Map.entry(ALERT_NOTIFICATION, "alert_notification"),
                    Map.entry(DATA_SM, "data_sm"));

    private CommandId() {}

    public static boolean isResponse(int commandId) {
        return (commandId & RESPONSE) != 0;
    }

    public static boolean isKnownRequest(int commandId) {
        return NAMES.containsKey(commandId);
    }

    public static String name(int commandId) {
        if (commandId == GENERIC_NACK) {
            return "generic_nack";
        }
        var name = NAMES.get(commandId & ~RESPONSE);
        if (name == null) {
            return "0x%08X".formatted(commandId);
        }
        return isResponse(commandId) ? name + "_resp" : name;
    }
}
