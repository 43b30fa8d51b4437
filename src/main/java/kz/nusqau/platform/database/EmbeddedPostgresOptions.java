package kz.nusqau.platform.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Where an embedded server lives and how it is reached.
 *
 * @param directory the cluster, its logs and what belongs to it
 * @param programs where PostgreSQL itself is unpacked; may be shared by many servers
 * @param port on the loopback address; 0 takes a free one
 * @param connections the most the server allows
 * @param buffers memory for pages of the database; null: a quarter of the machine's
 * @param superuserPassword of the server's administrator
 * @param password of the hub's own user
 */
public record EmbeddedPostgresOptions(
        Path directory,
        Path programs,
        int port,
        int connections,
        @Nullable DataSize buffers,
        String superuserPassword,
        String password) {

    public EmbeddedPostgresOptions {
        directory = directory.toAbsolutePath().normalize();
        programs = programs.toAbsolutePath().normalize();
    }

    Path cluster() {
        return directory.resolve("cluster");
    }

    @Override
    public String toString() {
        return "PostgreSQL in " + directory;
    }
}
