package kz.nusqau.ussd;

import kz.nusqau.mailbox.OutboundMessage;

/** A screen on its way to the gateway. */
record OutgoingScreen(OutboundMessage message, Screen screen, Dialect dialect) {

    @Override
    public String toString() {
        return "OutgoingScreen[" + screen.message() + "]";
    }
}
