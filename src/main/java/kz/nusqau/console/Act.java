package kz.nusqau.console;

import java.util.Locale;

/** What people do in the console that is kept on record. */
enum Act {
    LOGGED_IN,
    LOGGED_OUT,
    /** Logged in elsewhere, and was not let in here. */
    LOGIN_REFUSED,
    REPLAYED,
    DISCARDED,
    COMMENTED,
    ASSIGNED,
    /** Proposed an edited version of a failed message. */
    EDIT_PROPOSED,
    /** Let an edited version take the place of a failed message. */
    EDIT_APPROVED,
    EDIT_DECLINED,
    EDIT_WITHDRAWN,
    /** Worked on a version of a document of the catalogue, or asked for a second person. */
    CATALOGUE_DRAFTED,
    CATALOGUE_PROPOSED,
    /** Put such a version into force. */
    CATALOGUE_PUBLISHED,
    CATALOGUE_SENT_BACK,
    CATALOGUE_WITHDRAWN,
    /** Proposed to bring back what once held. */
    CATALOGUE_RESTORED,
    /** Explained a break of reconciliation. */
    RESOLVED,
    /** Froze a list of failed messages and had it looked through. */
    GROUP_PREPARED,
    /** Had the plans of such a list carried out. */
    GROUP_STARTED,
    GROUP_PAUSED,
    GROUP_RESUMED,
    GROUP_CANCELLED,
    /** Held something still, or let it go on. */
    BIND_PAUSED,
    BIND_RESUMED,
    COUNTERPARTY_PAUSED,
    COUNTERPARTY_RESUMED,
    PARTNER_SUSPENDED,
    PARTNER_RESUMED,
    /** Planned work on the hub or a counterparty; ended it early, or called it off. */
    WORK_PLANNED,
    WORK_ENDED,
    /** Had an instruction that waited for a person tried again, or written off. */
    ENDED,
    /** Wanted something done over HTTP, by hand or by a program. */
    ASKED_OVER_HTTP,
    /** Saw a number in clear. */
    REVEALED,
    /** Took the record itself out of the console. */
    EXPORTED;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
