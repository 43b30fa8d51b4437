package kz.nusqau.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown and JSON as HTML. */
final class Html {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NARROW = 42;
    private static final Pattern TOKEN =
            Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\")(:?)|\\b(-?[0-9.]+|true|false|null)\\b");

    private static final Parser MARKDOWN =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder()
                    .extensions(List.of(TablesExtension.create()))
                    .escapeHtml(true)
                    .nodeRendererFactory(CodeBlocks::new)
                    .attributeProviderFactory(
                            context ->
                                    (node, tag, attributes) -> {
                                        if (node instanceof Heading heading) {
                                            attributes.put("id", slug(text(heading)));
                                        }
                                    })
                    .build();

    private Html() {}

    static Node parse(String markdown) {
        return MARKDOWN.parse(markdown);
    }

    /** The page has the first level to itself. */
    static String markdown(String markdown) {
        Node document = parse(markdown);
        document.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Heading heading) {
                        heading.setLevel(heading.getLevel() + 1);
                    }
                });
        return RENDERER.render(document).replace("<table>", "<table class=\"plain\">");
    }

    static String text(Node node) {
        var text = new StringBuilder();
        node.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text part) {
                        text.append(part.getLiteral());
                    }

                    @Override
                    public void visit(Code part) {
                        text.append(part.getLiteral());
                    }
                });
        return text.toString();
    }

    static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replace("'", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String code(String text) {
        return "<code>" + escape(text) + "</code>";
    }

    static String link(String anchor, String text) {
        return "<a href=\"#%s\"><code>%s</code></a>".formatted(anchor, escape(text));
    }

    /** Short objects on one line, as people write them. */
    static String json(JsonNode node) {
        var text = new StringBuilder();
        write(node, 0, text);
        return coloured(text.toString());
    }

    private static void write(JsonNode node, int depth, StringBuilder text) {
        boolean flat = !node.isContainerNode() || isNarrow(node, depth);
        if (flat || node.isEmpty()) {
            text.append(flat(node));
            return;
        }
        String indent = "\n" + "  ".repeat(depth + 1);
        String before = node.isObject() ? "{" : "[";
        for (var names = node.fieldNames(); names.hasNext(); before = ",") {
            String name = names.next();
            text.append(before).append(indent).append('"').append(name).append("\": ");
            write(node.get(name), depth + 1, text);
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                text.append(before).append(indent);
                write(element, depth + 1, text);
                before = ",";
            }
        }
        text.append('\n').append("  ".repeat(depth)).append(node.isObject() ? '}' : ']');
    }

    private static boolean isNarrow(JsonNode node, int depth) {
        if (depth == 0) {
            return false;
        }
        for (JsonNode element : node) {
            if (element.isContainerNode()) {
                return false;
            }
        }
        return flat(node).length() <= NARROW;
    }

    private static String flat(JsonNode node) {
        String text = node.toString();
        if (!node.isContainerNode() || node.isEmpty()) {
            return text;
        }
        var spaced = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"' && text.charAt(Math.max(0, i - 1)) != '\\';
            boolean closing = !quoted && c == '}';
            spaced.append(closing ? " " : "").append(c);
            spaced.append(!quoted && (c == ',' || c == ':' || c == '{') ? " " : "");
        }
        return spaced.toString();
    }

    private static String coloured(String json) {
        var html = new StringBuilder();
        var token = TOKEN.matcher(json);
        int end = 0;
        while (token.find()) {
            html.append(escape(json.substring(end, token.start())));
            String kind = token.group(1) == null ? "n" : token.group(2).isEmpty() ? "s" : "k";
            String word = token.group(1) == null ? token.group() : token.group(1);
            html.append("<span class=\"%s\">%s</span>".formatted(kind, escape(word)));
            html.append(token.group(1) == null ? "" : token.group(2));
            end = token.end();
        }
        return html.append(escape(json.substring(end))).toString();
    }

    private static final class CodeBlocks implements NodeRenderer {

        private final HtmlNodeRendererContext context;

        CodeBlocks(HtmlNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public java.util.Set<Class<? extends Node>> getNodeTypes() {
            return java.util.Set.of(FencedCodeBlock.class);
        }

        @Override
        public void render(Node node) {
            var block = (FencedCodeBlock) node;
            boolean json = "json".equals(block.getInfo());
            var html = context.getWriter();
            html.line();
            html.tag("pre", Map.of("tabindex", "0"));
            html.tag("code");
            html.raw(json ? coloured(block.getLiteral()) : escape(block.getLiteral()));
            html.tag("/code");
            html.tag("/pre");
            html.line();
        }
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
