package kz.nusqau.simulator.smsc;

import kz.nusqau.simulator.smsc.text.Alphabet;

/**
 * What a phone shows in a dialogue.
 *
 * @param ends nothing can be typed any more
 * @param submitted as it was on the wire
 */
public record UssdScreen(String text, boolean ends, Alphabet alphabet, Submitted submitted) {}
