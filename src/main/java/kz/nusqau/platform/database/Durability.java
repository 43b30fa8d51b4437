package kz.nusqau.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** What the server itself says about the settings that a commit's durability rests on. */
record Durability(Map<String, String> settings) {

    private static final String[] REQUIRED = {"fsync", "synchronous_commit", "full_page_writes"};
    private static final String STANDBYS = "synchronous_standby_names";

    static Durability of(Connection connection) throws SQLException {
        var settings = new TreeMap<String, String>();
        try (var statement = connection.createStatement()) {
            for (String name : REQUIRED) {
                settings.put(name, show(statement, name));
            }
            settings.put(STANDBYS, show(statement, STANDBYS));
        }
        return new Durability(settings);
    }

    private static String show(java.sql.Statement statement, String name) throws SQLException {
        try (var result = statement.executeQuery("SHOW " + name)) {
            result.next();
            return result.getString(1);
        }
    }

    /** The first required setting that is off, as {@code name=value}; empty when all hold. */
    String weakness() {
        for (String name : REQUIRED) {
            String value = settings.getOrDefault(name, "");
            if (value.equals("off")) {
                return name + "=" + value;
            }
        }
        return "";
    }

    boolean hasSynchronousStandby() {
        return !settings.getOrDefault(STANDBYS, "").isBlank();
    }
}
