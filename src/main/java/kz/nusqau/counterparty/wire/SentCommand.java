package kz.nusqau.counterparty.wire;

import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.shared.Msisdn;

/** A command with what the wire needs: the number in clear, in memory only. */
public record SentCommand(CommandKey key, Msisdn msisdn, Operation operation) {}
