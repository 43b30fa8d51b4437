package kz.nusqau.sms.smpp;

/** The command_status of PDUs (SMPP 3.4, 5.1.3), as far as this hub sends it or acts on it. */
public final class Status {

    public static final int OK = 0x00;
    public static final int INVALID_MESSAGE_LENGTH = 0x01;
    public static final int INVALID_COMMAND_LENGTH = 0x02;
    public static final int INVALID_COMMAND_ID = 0x03;
    public static final int INVALID_BIND_STATUS = 0x04;
    public static final int ALREADY_BOUND = 0x05;
    public static final int SYSTEM_ERROR = 0x08;
    public static final int INVALID_SOURCE = 0x0A;
    public static final int INVALID_DESTINATION = 0x0B;
    public static final int BIND_FAILED = 0x0D;
    public static final int INVALID_PASSWORD = 0x0E;
    public static final int INVALID_SYSTEM_ID = 0x0F;
    public static final int MESSAGE_QUEUE_FULL = 0x14;
    public static final int INVALID_SYSTEM_TYPE = 0x53;
    public static final int THROTTLED = 0x58;

    /** The receiver can't take it now: the SMSC keeps the message and tries again. */
    public static final int TRY_AGAIN = 0x64;

    public static final int INVALID_OPTIONAL_PARAMETERS = 0xC0;

    private Status() {}

    public static String text(int status) {
        return "0x%02X".formatted(status);
    }
}
