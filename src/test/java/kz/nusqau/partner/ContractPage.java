package kz.nusqau.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;

/** The contract as one page that needs nothing else. */
final class ContractPage {

    private static final Map<String, String> GROUPS =
            Map.of(
                    "payment", "Payments",
                    "balance", "Balances and statements",
                    "statement", "Balances and statements",
                    "code", "Codes",
                    "message", "Texts",
                    "report", "Reports",
                    "user", "Users",
                    "notification", "Users",
                    "events", "Missed events");

    private final JsonNode document;
    private final Fields fields;
    private final StringBuilder contents = new StringBuilder();
    private final StringBuilder body = new StringBuilder();

    private ContractPage(JsonNode document) {
        this.document = document;
        this.fields = new Fields(document);
    }

    static String of(JsonNode document, String style) {
        var page = new ContractPage(document);
        page.text();
        page.requests();
        page.replies();
        page.events();
        page.faults();
        page.types();
        return page.html(style);
    }

    private String html(String style) {
        JsonNode info = document.path("info");
        String title = Html.escape(info.path("title").asText());
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <a class="skip" href="#contents">Contents</a>
        <main>
        <header><h1>%s</h1><p class="version">Contract %s</p></header>
        %s</main>
        <nav id="contents" aria-label="Contents">
        %s</nav>
        </body>
        </html>
        """
                .formatted(
                        title,
                        style,
                        title,
                        Html.escape(info.path("version").asText()),
                        body,
                        contents);
    }

    private void text() {
        String text = document.at("/info/description").asText();
        var entries = new LinkedHashMap<String, String>();
        Html.parse(text)
                .accept(
                        new AbstractVisitor() {
                            @Override
                            public void visit(Heading heading) {
                                if (heading.getLevel() == 1) {
                                    String title = Html.text(heading);
                                    entries.put(Html.slug(title), Html.escape(title));
                                }
                            }
                        });
        entry("Guide", entries);
        body.append("<section class=\"prose\">\n").append(Html.markdown(text));
        body.append("</section>\n");
    }

    private void entry(String title, Map<String, String> entries) {
        contents.append("<h2>").append(title).append("</h2>\n<ul>\n");
        entries.forEach(
                (anchor, text) ->
                        contents.append(
                                "<li><a href=\"#%s\">%s</a></li>\n".formatted(anchor, text)));
        contents.append("</ul>\n");
    }

    private void requests() {
        heading("requests", "Requests", "");
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        for (String type : messages("requests")) {
            String group = type.substring(0, type.indexOf('.'));
            groups.computeIfAbsent(GROUPS.getOrDefault(group, group), any -> new LinkedHashMap<>())
                    .put(type, Html.code(type));
            message(type, requestExamples(type));
        }
        groups.forEach(this::entry);
    }

    private void replies() {
        heading("replies", "Replies", "");
        entry("Answers", Map.of("reply", Html.code("reply")));
        message("reply", "");
    }

    private void events() {
        heading(
                "events",
                "Events",
                "Numbered for each partner, at least once, and in order for each payment and each sending.");
        var entries = new LinkedHashMap<String, String>();
        for (String type : messages("events")) {
            entries.put(type, Html.code(type));
            message(type, examples(message(type), "Event"));
        }
        entry("Events", entries);
    }

    private void heading(String anchor, String title, String text) {
        body.append("<h2 id=\"%s\">%s</h2>\n".formatted(anchor, title));
        body.append(text.isEmpty() ? "" : "<p>" + text + "</p>\n");
    }

    private Set<String> messages(String channel) {
        var names = new LinkedHashSet<String>();
        document.at("/channels/" + channel + "/messages").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode message(String type) {
        return document.at("/components/messages/" + type);
    }

    private void message(String type, String examples) {
        JsonNode message = message(type);
        body.append("<section class=\"message\" id=\"%s\">\n<div>\n".formatted(type));
        body.append("<h3><code>%s</code></h3>\n".formatted(type));
        body.append(
                "<p class=\"title\">%s</p>\n"
                        .formatted(Html.escape(message.path("title").asText())));
        body.append(Html.markdown(message.path("summary").asText("")));
        if (message.has("x-deprecation")) {
            JsonNode it = message.get("x-deprecation");
            body.append(
                    "<p class=\"note\">Deprecated since %s, taken until %s. Instead: %s</p>\n"
                            .formatted(
                                    it.path("deprecated").asText(),
                                    it.path("end").asText(),
                                    Html.escape(it.path("instead").asText())));
        }
        body.append(fields.table(message.path("payload")));
        List<String> own = new ArrayList<>();
        message.path("x-faults").forEach(code -> own.add(Html.link(code.asText(), code.asText())));
        if (!own.isEmpty()) {
            body.append("<p class=\"own\">Its own faults: " + String.join(" ", own));
            body.append(" besides <a href=\"#faults\">those of any request</a>.</p>\n");
        }
        body.append("</div>\n<div class=\"examples\">\n")
                .append(examples)
                .append("</div>\n</section>\n");
    }

    private String requestExamples(String type) {
        var html = new StringBuilder(examples(message(type), "Request"));
        for (JsonNode reply : message("reply").path("examples")) {
            if (reply.at("/payload/to").asText().equals(type)) {
                boolean fault = reply.at("/payload").has("error");
                html.append(example(fault ? "Fault" : "Answer", reply));
            }
        }
        return html.toString();
    }

    private static String examples(JsonNode message, String kind) {
        var html = new StringBuilder();
        message.path("examples").forEach(each -> html.append(example(kind, each)));
        return html.toString();
    }

    private static String example(String kind, JsonNode example) {
        String name = example.path("name").asText("");
        return "<figure class=\"%s\"><figcaption>%s%s</figcaption><pre tabindex=\"0\"><code>%s</code></pre></figure>\n"
                .formatted(
                        kind.toLowerCase(java.util.Locale.ROOT),
                        kind,
                        name.isEmpty() ? "" : ", " + Html.escape(name),
                        Html.json(example.path("payload")));
    }

    private void faults() {
        heading(
                "faults",
                "Faults",
                "The <code>error</code> of a reply. Nothing was done, and nothing is remembered.");
        var entries = new LinkedHashMap<String, String>();
        body.append("<div class=\"faults\">\n");
        for (String code : Fields.words(fields.schema("FaultCode").path("enum"))) {
            entries.put(code, Html.code(code));
            fault(code, FaultCode.valueOf(code));
        }
        body.append("</div>\n");
        entry("Faults", entries);
    }

    private void fault(String name, FaultCode code) {
        JsonNode said = document.at("/x-faults/" + name);
        body.append(
                """
                <article id="%s"><h3><code>%s</code></h3>
                <p class="type">%s%s</p>
                %s%s</article>
                """
                        .formatted(
                                name,
                                name,
                                code.category().word(),
                                code.mayBeRetried() ? " · may be sent again as it is" : "",
                                Html.markdown(said.path("means").asText()),
                                Html.markdown("**Do:** " + said.path("do").asText())));
    }

    /** Tables name more of them while they are written. */
    private void types() {
        heading("types", "Types", "");
        var done = new LinkedHashMap<String, String>();
        for (boolean more = true; more; ) {
            more = false;
            for (String name : List.copyOf(fields.named())) {
                if (done.putIfAbsent("type-" + name, Html.code(name)) == null) {
                    type(name);
                    more = true;
                }
            }
        }
        entry("Types", done);
    }

    private void type(String name) {
        JsonNode schema = fields.schema(name);
        body.append("<section class=\"type\" id=\"type-%s\">\n".formatted(name));
        body.append("<h3><code>%s</code></h3>\n".formatted(name));
        body.append(Html.markdown(schema.path("description").asText("")));
        if (schema.has("enum")) {
            List<String> words = new ArrayList<>();
            schema.get("enum").forEach(word -> words.add(Html.code(word.asText())));
            body.append("<p class=\"words\">").append(String.join(" ", words)).append("</p>\n");
        } else {
            body.append(fields.table(schema));
        }
        body.append("</section>\n");
    }
}
