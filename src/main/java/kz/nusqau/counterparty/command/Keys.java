package kz.nusqau.counterparty.command;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.shared.InstructionId;

/** Command keys as the three arrays that set-based statements take. */
record Keys(UUID[] instructions, String[] steps, Integer[] generations) {

    static Keys of(Collection<CommandKey> keys) {
        return new Keys(
                keys.stream().map(key -> key.instruction().value()).toArray(UUID[]::new),
                keys.stream().map(CommandKey::step).toArray(String[]::new),
                keys.stream().map(CommandKey::generation).toArray(Integer[]::new));
    }

    /** Columns {@code instruction, step, generation} of a row. */
    static CommandKey read(ResultSet row) throws SQLException {
        return new CommandKey(
                new InstructionId(row.getObject("instruction", UUID.class)),
                row.getString("step"),
                row.getInt("generation"));
    }

    Array instructions(Connection connection) throws SQLException {
        return connection.createArrayOf("uuid", instructions);
    }

    Array steps(Connection connection) throws SQLException {
        return connection.createArrayOf("text", steps);
    }

    Array generations(Connection connection) throws SQLException {
        return connection.createArrayOf("integer", generations);
    }
}
