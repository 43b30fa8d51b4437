package kz.nusqau.simulator.world;

/** A number worth trying, and why. */
public record Special(Subscriber subscriber, String note) {}
