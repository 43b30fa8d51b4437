package kz.nusqau.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.junit.jupiter.api.Test;

/** The page for partners' programmers. */
class ContractPageTest {

    private static final Path FOLDER = Path.of("src/docs/api/partners");
    private static final Path PAGE = FOLDER.resolve("partners.html");

    private final Contract contract = new Contract();
    private final JsonNode document = contract.document();

    /**
     * What is there is what the contract gives; {@code -Dnusqau.docs=write} writes it anew, and a
     * reviewer looks at it in a browser.
     */
    @Test
    void isWhatTheContractGives() throws IOException {
        String fresh = fresh();

        if ("write".equals(System.getProperty("nusqau.docs"))) {
            Files.writeString(PAGE, fresh);
        }

        assertThat(fresh).isEqualTo(Files.readString(PAGE));
    }

    @Test
    void explainsEveryFaultWhereItsLinkLeads() throws IOException {
        String page = fresh();

        assertThat(Arrays.stream(FaultCode.values()).map(Enum::name))
                .allSatisfy(
                        code -> {
                            assertThat(page).contains("<article id=\"" + code + "\">");
                            JsonNode said = document.at("/x-faults/" + code);
                            assertThat(said.path("means").asText())
                                    .as("what it means")
                                    .isNotEmpty();
                            assertThat(said.path("do").asText()).as("what to do").isNotEmpty();
                        });
        assertThat(names(document.path("x-faults")))
                .isEqualTo(names(Arrays.stream(FaultCode.values()).map(Enum::name).toList()));
    }

    @Test
    void leadsNowhereThatIsNotThereAndLoadsNothing() throws IOException {
        String page = fresh();
        var anchors = new TreeSet<>(found("id=\"([^\"]+)\"", page));

        assertThat(found("href=\"#([^\"]+)\"", page)).isNotEmpty().isSubsetOf(anchors);
        assertThat(found("id=\"([^\"]+)\"", page)).doesNotHaveDuplicates();
        assertThat(found("(?:src|href)=\"([^#\"][^\"]*)\"", page)).isEmpty();
        assertThat(found("(@import|url\\()", page)).isEmpty();
    }

    @Test
    void showsAnAnswerAndAFaultOfEveryRequest() {
        for (RequestType type : RequestType.values()) {
            List<JsonNode> replies = new ArrayList<>();
            document.at("/components/messages/reply/examples").forEach(replies::add);
            replies.removeIf(it -> !it.at("/payload/to").asText().equals(type.word()));

            assertThat(replies)
                    .as("examples of replies to %s", type.word())
                    .anyMatch(it -> it.path("payload").has("error"))
                    .anyMatch(it -> !it.path("payload").has("error"));
        }
    }

    @Test
    void tellsOfFaultsAsTheHubDoes() {
        for (JsonNode example : document.at("/components/messages/reply/examples")) {
            JsonNode error = example.at("/payload/error");
            if (!error.isMissingNode()) {
                FaultCode code = FaultCode.valueOf(error.path("code").asText());
                assertThat(error.path("category").asText()).isEqualTo(code.category().word());
                assertThat(error.path("retry").asBoolean()).isEqualTo(code.mayBeRetried());
                assertThat(error.path("documentation").asText()).endsWith("#" + code);
            }
        }
        for (JsonNode message : document.at("/components/messages")) {
            assertThat(names(document.path("x-faults")))
                    .containsAll(Fields.words(message.path("x-faults")));
        }
    }

    @Test
    void holdsTheTextsExamplesAgainstTheContract() {
        List<JsonNode> examples = new ArrayList<>();
        Html.parse(document.at("/info/description").asText())
                .accept(
                        new AbstractVisitor() {
                            @Override
                            public void visit(FencedCodeBlock block) {
                                if (block.getInfo().equals("json")) {
                                    examples.add(Html.read(block.getLiteral()));
                                }
                            }
                        });

        assertThat(examples).hasSizeGreaterThan(2);
        assertThat(examples)
                .allSatisfy(
                        it ->
                                assertThat(contract.fault(it.path("type").asText(), it))
                                        .as(it.toString())
                                        .isEmpty());
    }

    private String fresh() throws IOException {
        return ContractPage.of(document, Files.readString(FOLDER.resolve("page.css")));
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> names(List<String> names) {
        return new TreeSet<>(names);
    }

    private static List<String> found(String pattern, String page) {
        return Pattern.compile(pattern).matcher(page).results().map(it -> it.group(1)).toList();
    }
}
