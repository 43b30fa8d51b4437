package kz.nusqau.counterparty;

import kz.nusqau.shared.SubscriberId;

/** News of one command. */
public record CommandAnswer(CommandKey key, SubscriberId subscriber, CommandOutcome outcome) {}
