package kz.nusqau.sms.smpp;

/** In which directions a session carries messages. */
public enum BindType {
    TRX(Command.BIND_TRANSCEIVER, true, true),
    TX(Command.BIND_TRANSMITTER, false, true),
    RX(Command.BIND_RECEIVER, true, false);

    private final int command;
    private final boolean receives;
    private final boolean transmits;

    BindType(int command, boolean receives, boolean transmits) {
        this.command = command;
        this.receives = receives;
        this.transmits = transmits;
    }

    int command() {
        return command;
    }

    public boolean receives() {
        return receives;
    }

    public boolean transmits() {
        return transmits;
    }
}
