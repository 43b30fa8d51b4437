package kz.nusqau.platform.console;

import java.util.stream.Stream;

/** What a user of the console and its interfaces may do. */
enum Role {
    /** Finds instructions and failed messages, replays and discards them. */
    SUPPORT,
    /** Approves what takes two. */
    SUPERVISOR,
    /** Reads everything, changes nothing. */
    AUDITOR,
    /** Reads health and metrics. */
    OPERATIONS,
    /** All of it. */
    ADMINISTRATOR;

    /** Whether it opens any page. */
    boolean isOfConsole() {
        return this != OPERATIONS;
    }

    static String[] names(Role... roles) {
        return Stream.of(roles).map(Role::name).toArray(String[]::new);
    }
}
