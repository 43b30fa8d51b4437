package kz.nusqau.simulator.smsc;

/**
 * The account that gets dialogues.
 *
 * @param style how they are written
 * @param withTexts it gets texts, too
 */
record UssdGateway(Account account, UssdStyle style, boolean withTexts) {}
