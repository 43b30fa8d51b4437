package kz.nusqau.simulator.smsc;

/**
 * The account that gets dialogues and no texts.
 *
 * @param style how they are written
 */
record UssdGateway(Account account, UssdStyle style) {}
