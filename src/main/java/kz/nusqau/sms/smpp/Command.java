package kz.nusqau.sms.smpp;

/** The command_id of PDUs (SMPP 3.4, 5.1.2.1). */
final class Command {

    static final int RESPONSE = 0x80000000;

    static final int BIND_RECEIVER = 0x01;
    static final int BIND_TRANSMITTER = 0x02;
    static final int SUBMIT_SM = 0x04;
    static final int DELIVER_SM = 0x05;
    static final int UNBIND = 0x06;
    static final int BIND_TRANSCEIVER = 0x09;
    static final int OUTBIND = 0x0B;
    static final int ENQUIRE_LINK = 0x15;
    static final int ALERT_NOTIFICATION = 0x102;
    static final int DATA_SM = 0x103;
    static final int GENERIC_NACK = RESPONSE;

    private Command() {}
}
