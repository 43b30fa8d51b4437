package kz.nusqau.simulator.smsc;

/** A bound session as seen at one moment. */
public record BoundSession(
        long id, String systemId, BindType type, String remote, int unansweredDeliveries) {}
