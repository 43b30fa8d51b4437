package kz.nusqau.console;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kz.nusqau.catalogue.CatalogueDesk;
import kz.nusqau.catalogue.CatalogueDocument;
import kz.nusqau.catalogue.CatalogueTexts;
import kz.nusqau.catalogue.CatalogueVersion;
import kz.nusqau.catalogue.DocumentStanding;
import kz.nusqau.catalogue.DocumentValues;
import kz.nusqau.platform.Difference;
import kz.nusqau.shared.Language;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The catalogue: what holds, what held, and what a version changes. Changes nothing. */
@Controller
@RequestMapping("/console/catalogue")
class CataloguePages {

    private static final int TEXTS_ON_A_PAGE = 40;

    private final CatalogueDesk desk;
    private final CatalogueView view;
    private final CatalogueWords words;

    CataloguePages(CatalogueDesk desk, CatalogueView view, CatalogueWords words) {
        this.desk = desk;
        this.view = view;
        this.words = words;
    }

    @GetMapping
    String all(Model model) {
        model.addAttribute("documents", desk.documents());
        return "console/catalogue/list";
    }

    /** What holds: texts with a search, tables, or the document as it is written. */
    @GetMapping("/{document}")
    String one(
            @PathVariable String document,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") int from,
            Model model) {
        DocumentStanding standing = view.show(document, model);
        String text = desk.textInForce(standing.document());
        model.addAttribute("history", desk.history(standing.document()));
        if (standing.document() == CatalogueDocument.TEXTS) {
            search(CatalogueTexts.of(text), q, from, model);
        } else {
            model.addAttribute("tables", DocumentValues.of(standing.document(), text).tables());
            model.addAttribute("text", text);
        }
        return "console/catalogue/document";
    }

    private static void search(CatalogueTexts texts, String q, int from, Model model) {
        List<String> keys = texts.keysWith(q);
        int first = Math.clamp(from, 0, keys.size());
        int end = Math.min(keys.size(), first + TEXTS_ON_A_PAGE);
        model.addAttribute("q", q);
        model.addAttribute(
                "languages", Stream.of(Language.values()).map(PhonePreview::word).toList());
        model.addAttribute("found", keys.size());
        model.addAttribute("next", end < keys.size() ? end : null);
        model.addAttribute(
                "texts",
                keys.subList(first, end).stream().map(key -> written(texts, key)).toList());
    }

    /** A reply as it is written, and how many parts it takes. */
    record Written(String key, Map<String, String> patterns, Map<String, PhonePreview> previews) {}

    private static Written written(CatalogueTexts texts, String key) {
        Map<Language, String> patterns = texts.patterns(key).orElse(Map.of());
        Map<String, String> byWord = new HashMap<>();
        patterns.forEach((language, text) -> byWord.put(PhonePreview.word(language), text));
        Map<String, PhonePreview> previews = new HashMap<>();
        PhonePreview.of(texts, patterns).forEach(each -> previews.put(each.language(), each));
        return new Written(key, byWord, previews);
    }

    /** One entry as it would be edited next: from the open draft where there is one. */
    @GetMapping("/{document}/value")
    String value(@PathVariable String document, @RequestParam String way, Model model) {
        DocumentStanding standing = view.show(document, model);
        String text = desk.workedOn(standing.document());
        var entry =
                DocumentValues.of(standing.document(), text)
                        .find(way)
                        .orElseThrow(CatalogueView::nothing);
        model.addAttribute("entry", entry);
        model.addAttribute("seen", CatalogueDesk.digest(text));
        if (standing.document() == CatalogueDocument.TEXTS) {
            model.addAttribute(
                    "previews", CatalogueView.previews(CatalogueTexts.of(text), entry.name()));
        }
        return "console/catalogue/value";
    }

    /** As phones would show what is in the form now; nothing is kept. */
    @PostMapping("/{document}/preview")
    String preview(
            @PathVariable String document,
            @RequestParam MultiValueMap<String, String> form,
            Model model) {
        if (CatalogueView.document(document) != CatalogueDocument.TEXTS) {
            throw CatalogueView.nothing();
        }
        var patterns = new EnumMap<Language, String>(Language.class);
        CatalogueView.values(form)
                .forEach(
                        (way, text) -> {
                            for (Language language : Language.values()) {
                                if (way.endsWith("/" + PhonePreview.word(language))) {
                                    patterns.put(language, text.strip());
                                }
                            }
                        });
        var texts = CatalogueTexts.of(desk.workedOn(CatalogueDocument.TEXTS));
        model.addAttribute("previews", PhonePreview.of(texts, patterns));
        return "console/catalogue/phone :: phones";
    }

    /** What a version changes, what is to be said of it, and what can be done with it. */
    @GetMapping("/{document}/versions/{id}")
    String version(@PathVariable String document, @PathVariable int id, Model model) {
        DocumentStanding standing = view.show(document, model);
        CatalogueVersion version =
                desk.find(standing.document(), id).orElseThrow(CatalogueView::nothing);
        String text = desk.text(standing.document(), id).orElseThrow();
        String before = before(standing, version);
        model.addAttribute("title", words.version(version));
        model.addAttribute("version", version);
        model.addAttribute("lines", Difference.of(before, text));
        model.addAttribute("same", before.equals(text));
        model.addAttribute("inForce", standing.number() == id);
        if (version.isOpen()) {
            model.addAttribute("check", view.check(standing.document(), text));
        }
        if (standing.document() == CatalogueDocument.TEXTS) {
            model.addAttribute("changed", CatalogueView.changed(before, text));
        }
        return "console/catalogue/version";
    }

    /** A published one is compared with what held before it, another one with what holds. */
    private String before(DocumentStanding standing, CatalogueVersion version) {
        if (version.state() != CatalogueVersion.State.PUBLISHED) {
            return desk.textInForce(standing.document());
        }
        int earlier =
                desk.history(standing.document()).stream()
                        .filter(each -> each.state() == CatalogueVersion.State.PUBLISHED)
                        .map(CatalogueVersion::number)
                        .filter(number -> number < version.number())
                        .findFirst()
                        .orElse(0);
        return desk.text(standing.document(), earlier).orElseThrow();
    }

    /** Between any two versions, 0 as shipped. */
    @GetMapping("/{document}/difference")
    String difference(
            @PathVariable String document,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "0") int to,
            Model model) {
        DocumentStanding standing = view.show(document, model);
        String before = desk.text(standing.document(), from).orElseThrow(CatalogueView::nothing);
        String after = desk.text(standing.document(), to).orElseThrow(CatalogueView::nothing);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("lines", Difference.of(before, after));
        return "console/catalogue/difference";
    }
}
