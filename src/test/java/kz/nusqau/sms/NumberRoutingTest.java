package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import kz.nusqau.shared.Msisdn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberRoutingTest {

    private static final Msisdn PORTED = new Msisdn("77011234567");
    private static final Msisdn OTHER = new Msisdn("77051234567");

    @TempDir private Path folder;

    @Test
    void knowsPortedNumbersAndNoOthers() throws Exception {
        var routing =
                routing(
                        write("# exported today\n\n+77011234567;beeline\n77771234567 kcell\n"),
                        null);

        assertThat(routing.linkOf(PORTED)).contains("beeline");
        assertThat(routing.linkOf(new Msisdn("77771234567"))).contains("kcell");
        assertThat(routing.linkOf(OTHER)).isEmpty();
    }

    @Test
    void hasALinkForAllOthersWhereOneIsConfigured() throws Exception {
        var routing = routing(write("77011234567 beeline"), "kcell");

        assertThat(routing.linkOf(PORTED)).contains("beeline");
        assertThat(routing.linkOf(OTHER)).contains("kcell");
    }

    @Test
    void knowsNothingWithoutConfiguration() {
        assertThat(routing(null, null).linkOf(PORTED)).isEmpty();
    }

    @Test
    void readsTheFileAgainWhenItChanges() throws Exception {
        var file = write("77011234567 beeline");
        var routing = routing(file, null);

        Files.writeString(file, "77051234567 kcell");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        routing.look();

        assertThat(routing.linkOf(PORTED)).isEmpty();
        assertThat(routing.linkOf(OTHER)).contains("kcell");
    }

    @Test
    void keepsWhatItKnowsWhenTheNewFileIsBroken() throws Exception {
        var file = write("77011234567 beeline");
        var routing = routing(file, null);

        Files.writeString(file, "7701 what is this");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        routing.look();

        assertThat(routing.linkOf(PORTED)).contains("beeline");
    }

    @Test
    void refusesToStartWithABrokenFileAndNamesTheLine() throws Exception {
        var file = write("77011234567 beeline\nnonsense\n");

        assertThatThrownBy(() -> routing(file, null))
                .hasMessageContaining("nusqau.routing.ported-numbers")
                .hasMessageContaining("line 2");
    }

    private static NumberRouting routing(Path file, String otherwise) {
        return new NumberRouting(new RoutingProperties(file, otherwise, Duration.ofMinutes(1)));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("ported.txt"), text);
    }
}
