package kz.nusqau.sms.smpp;

/**
 * What a bind does, as far as this node does it; what is counted is counted since its start.
 *
 * @param boundSessions of this node
 * @param windowUsed texts that left and are not answered yet
 * @param window how many may be so, over all sessions that are bound
 * @param taken texts that the SMSC has taken
 * @param throttled texts that it didn't take, as they came too fast
 * @param received what it has brought
 * @param held of that, what is not answered yet
 * @param waiting texts that wait for a session, the window or the rate
 */
public record BindFigures(
        int boundSessions,
        int windowUsed,
        int window,
        long taken,
        long throttled,
        long received,
        int held,
        int waiting) {}
