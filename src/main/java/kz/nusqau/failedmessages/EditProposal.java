package kz.nusqau.failedmessages;

import java.util.Locale;

/** What became of the wish to edit a message. */
public sealed interface EditProposal {

    /** It waits for a second person. */
    record Proposed(EditView edit) implements EditProposal {}

    /**
     * Nothing was kept of it.
     *
     * @param field at fault, empty where it is none in particular
     * @param detail of the reader, masked; empty where the fault says it all
     */
    record Refused(Fault fault, String field, String detail) implements EditProposal {}

    enum Fault {
        /** Nothing may be edited of it, or not now. */
        NOT_EDITABLE,
        UNCHANGED,
        /** The field names money or its ways. */
        LOCKED,
        /** Its queue's reader would not take it either. */
        UNREADABLE,
        /** Such a message is on the desk already. */
        KNOWN,
        TOO_LONG;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
