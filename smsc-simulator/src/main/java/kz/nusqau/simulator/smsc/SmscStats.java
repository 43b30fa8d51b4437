package kz.nusqau.simulator.smsc;

/**
 * Counts since the start, and two gauges.
 *
 * @param delivered deliver_sm sent, repetitions too
 * @param accepted deliver_sm answered with 0
 * @param refusedForNow answered with a status after which the SMSC keeps the message
 * @param unanswered no answer before the timer or the end of the session
 * @param lateAnswers answers to nothing that waits for one
 * @param redelivered messages offered again
 * @param dropped refused for good, or kept too long
 * @param submitted messages taken from ESMEs
 * @param receipts delivery receipts made
 * @param enquired enquire_link of ESMEs, answered or not
 * @param malformed PDUs that broke the protocol
 * @param held messages that wait for a session, an answer or their next attempt
 * @param bound sessions
 */
public record SmscStats(
        long delivered,
        long accepted,
        long refusedForNow,
        long unanswered,
        long lateAnswers,
        long redelivered,
        long dropped,
        long submitted,
        long receipts,
        long enquired,
        long malformed,
        int held,
        int bound) {}
