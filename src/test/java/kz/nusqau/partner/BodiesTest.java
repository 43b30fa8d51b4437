package kz.nusqau.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BodiesTest {

    @Test
    void areCanonicalWhateverTheOrderOfTheirMembersAndTheirWhiteSpace() throws FaultyMessage {
        assertThat(canonical(" {\"b\": [1, {}, null], \"a\": \"x\"}"))
                .isEqualTo(canonical("{\"a\":\"x\",\"b\":[1,{},null]}"))
                .isEqualTo("{\"a\":\"x\",\"b\":[1,{},null,]}");
    }

    /** Requests that were remembered before have to be found again. */
    @Test
    void areWrittenAsJacksonWritesNodes() throws FaultyMessage {
        String hostile = "\\u0000\\u001f\\u007f\\t\\n\\\"\\\\/\\u2028\\ud83d\\ude00Қазақ";
        String member = "{\"" + hostile + "\":\"" + hostile + "\"}";
        String node = Bodies.read(member.getBytes(StandardCharsets.UTF_8)).toString();

        assertThat(canonical(member)).isEqualTo(node);
    }

    private static String canonical(String body) throws FaultyMessage {
        return new String(
                Bodies.canonical(Bodies.read(body.getBytes(StandardCharsets.UTF_8))),
                StandardCharsets.UTF_8);
    }
}
