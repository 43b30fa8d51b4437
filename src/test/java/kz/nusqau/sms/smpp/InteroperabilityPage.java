package kz.nusqau.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page for operators' engineers: what is between its marks is what tests saw. */
public final class InteroperabilityPage {

    private static final Path PAGE = Path.of("src/docs/interoperability.md");

    private final StringBuilder seen = new StringBuilder();

    public void title(String title) {
        seen.append("### ").append(title).append("\n\n");
    }

    public void say(String text) {
        seen.append(text).append("\n\n");
    }

    public void row(String... cells) {
        seen.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    public void endTable() {
        seen.append('\n');
    }

    public void show(Wire wire) {
        show(wire.page());
    }

    public void show(String lines) {
        seen.append("```\n").append(lines).append("```\n\n");
    }

    /** Fails when the page says something else; {@code -Dnusqau.docs.write=true} renews it. */
    public void isShownAs(String section) throws IOException {
        var written = Files.readString(PAGE);
        var begin = "<!-- " + section + " -->\n";
        int from = written.indexOf(begin) + begin.length();
        int to = written.indexOf("<!-- end " + section + " -->", from);
        var page = written.substring(0, from) + seen + written.substring(to);
        if (Boolean.getBoolean("nusqau.docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as(
                        "src/docs/interoperability.md is out of date; its last section says how to"
                                + " renew it")
                .isEqualTo(page);
    }
}
