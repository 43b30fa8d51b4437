package kz.nusqau.counterparty.wire;

import java.util.Map;

/** What a counterparty tells of its own accord, and whether it was the counterparty who told it. */
public interface CallbackReading {

    /**
     * A first look, before the body is read.
     *
     * @param headers names in lower case
     */
    boolean isTimely(Map<String, String> headers);

    /** Whether it is signed, for this address of ours, by who shares our secret. */
    boolean isGenuine(String method, String key, Map<String, String> headers, byte[] body);

    /** What it says of the command; {@link StatusResult.NoAnswer} when that can't be read. */
    StatusResult read(SentCommand command, byte[] body);
}
