package kz.nusqau.simulator.smsc;

import kz.nusqau.simulator.smsc.pdu.CommandId;

/** What a session may do. */
public enum BindType {
    RECEIVER,
    TRANSMITTER,
    TRANSCEIVER;

    static BindType of(int commandId) {
        return switch (commandId) {
            case CommandId.BIND_RECEIVER -> RECEIVER;
            case CommandId.BIND_TRANSMITTER -> TRANSMITTER;
            case CommandId.BIND_TRANSCEIVER -> TRANSCEIVER;
            default -> throw new IllegalArgumentException(CommandId.name(commandId));
        };
    }

    public boolean receives() {
        return this != TRANSMITTER;
    }

    public boolean transmits() {
        return this != RECEIVER;
    }
}
