package kz.nusqau.mailbox;

/**
 * An inbox entry that can't be handled was set aside. Published inside the transaction that does
 * so.
 *
 * @param errorClass of the last failure
 * @param error its message; may hold what a text said, so it is masked before it is shown
 */
public record InboxEntryFailed(InboxEntry entry, int attempts, String errorClass, String error) {}
