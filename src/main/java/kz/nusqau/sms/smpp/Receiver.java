package kz.nusqau.sms.smpp;

/** Takes what the SMSC delivers, on the thread that reads: it must not wait. */
@FunctionalInterface
interface Receiver {

    /** Ends in {@link Delivery#answer}, now or later. */
    void received(Delivery delivery);
}
