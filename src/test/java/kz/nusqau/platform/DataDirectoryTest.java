package kz.nusqau.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir Path folder;

    @Test
    void makesASecretOnceAndKeepsIt() {
        String first = new DataDirectory(folder).secret("broker");

        assertThat(first).hasSizeGreaterThanOrEqualTo(24);
        assertThat(new DataDirectory(folder).secret("broker")).isEqualTo(first);
        assertThat(new DataDirectory(folder).secret("postgres")).isNotEqualTo(first);
    }

    @Test
    void keepsSecretsFromOtherUsers() throws IOException {
        var data = new DataDirectory(folder);
        data.secret("broker");

        assertThat(permissions(data.secrets())).isEqualTo("rwx------");
        assertThat(permissions(data.secrets().resolve("broker"))).isEqualTo("rw-------");
        try (var files = Files.list(data.secrets())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void servesOneHubAtATime() {
        try (var first = new DataDirectory(folder);
                var second = new DataDirectory(folder)) {
            first.lock();

            assertThatThrownBy(second::lock)
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("Another hub runs on nusqau.data-dir=" + folder);
        }
    }

    @Test
    void servesTheNextHubOnceTheFirstIsGone() {
        var first = new DataDirectory(folder);
        first.lock();
        first.close();

        try (var second = new DataDirectory(folder)) {
            second.lock();
        }
    }

    @Test
    void refusesAFolderThatCannotBe() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new DataDirectory(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("nusqau.data-dir=" + file);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
