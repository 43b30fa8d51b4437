package kz.nusqau.mailbox;

import java.util.UUID;

/** Where a text is in the order of sending: the key of its open row. */
record Outgoing(String link, int priority, UUID id) {}
