package kz.nusqau.counterparty.bank;

import java.util.Set;

/**
 * What the statuses of orders mean at one bank. Which of the two successes is final, the debit or
 * the payee's credit, is agreed with each.
 *
 * @param finalStatus {@code ACSC} or {@code ACCC}
 */
record OrderStatuses(String finalStatus) {

    private static final String DEBITED = "ACSC";
    private static final String CREDITED = "ACCC";

    private static final Set<String> NOT_DONE = Set.of("RJCT", "CANC");

    /** Taken in, and nothing is sure yet. */
    private static final Set<String> UNDER_WAY =
            Set.of("RCVD", "ACTC", "ACCP", "ACSP", "ACWP", "PDNG", DEBITED);

    /** The money has moved, for good. */
    boolean isDone(String status) {
        return status.equals(CREDITED) || status.equals(finalStatus);
    }

    /** Refused, or recalled: for good as well. */
    boolean isNotDone(String status) {
        return NOT_DONE.contains(status);
    }

    /** The bank has it and says nothing final; any other word says nothing at all. */
    boolean isUnderWay(String status) {
        return !isDone(status) && UNDER_WAY.contains(status);
    }
}
