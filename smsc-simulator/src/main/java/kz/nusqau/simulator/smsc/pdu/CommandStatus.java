package kz.nusqau.simulator.smsc.pdu;

/** Status codes of SMPP 3.4 that the simulator sends or understands. */
public final class CommandStatus {

    public static final int OK = 0x00;
    public static final int INVALID_MESSAGE_LENGTH = 0x01;
    public static final int INVALID_COMMAND_LENGTH = 0x02;
    public static final int INVALID_COMMAND_ID = 0x03;
    public static final int INVALID_BIND_STATUS = 0x04;
    public static final int ALREADY_BOUND = 0x05;
    public static final int SYSTEM_ERROR = 0x08;
    public static final int INVALID_SOURCE_ADDRESS = 0x0A;
    public static final int INVALID_DESTINATION_ADDRESS = 0x0B;
    public static final int INVALID_MESSAGE_ID = 0x0C;
    public static final int BIND_FAILED = 0x0D;
    public static final int INVALID_PASSWORD = 0x0E;
    public static final int INVALID_SYSTEM_ID = 0x0F;
    public static final int CANCEL_FAILED = 0x11;
    public static final int REPLACE_FAILED = 0x13;
    public static final int MESSAGE_QUEUE_FULL = 0x14;
    public static final int INVALID_SERVICE_TYPE = 0x15;
    public static final int SUBMIT_FAILED = 0x45;
    public static final int THROTTLED = 0x58;
    public static final int INVALID_SCHEDULE = 0x61;
    public static final int INVALID_EXPIRY = 0x62;
    public static final int RECEIVER_TEMPORARY = 0x64;
    public static final int RECEIVER_PERMANENT = 0x65;
    public static final int RECEIVER_REJECT = 0x66;
    public static final int QUERY_FAILED = 0x67;
    public static final int INVALID_TLV_STREAM = 0xC0;
    public static final int INVALID_TLV_LENGTH = 0xC2;
    public static final int INVALID_TLV_VALUE = 0xC4;

    private CommandStatus() {}
}
