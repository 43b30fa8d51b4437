package kz.nusqau.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.catalogue.CatalogueCheck;
import kz.nusqau.catalogue.CatalogueDesk;
import kz.nusqau.catalogue.CatalogueDocument;
import kz.nusqau.catalogue.CatalogueRemark;
import kz.nusqau.catalogue.CatalogueTexts;
import kz.nusqau.catalogue.DocumentStanding;
import kz.nusqau.platform.ApiFault;
import kz.nusqau.shared.Language;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ResponseStatusException;

/** What the pages of the catalogue share, and what they say beside what it says itself. */
@Component
class CatalogueView {

    /** Whoever changes more at once looks at the difference. */
    private static final int SHOWN = 12;

    private final CatalogueDesk desk;
    private final CatalogueWords words;

    CatalogueView(CatalogueDesk desk, CatalogueWords words) {
        this.desk = desk;
        this.words = words;
    }

    static CatalogueDocument document(String word) {
        return CatalogueDocument.of(word).orElseThrow(CatalogueView::nothing);
    }

    static ResponseStatusException nothing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    /** Values of a form, by their ways. */
    static Map<String, String> values(MultiValueMap<String, String> form) {
        List<String> ways = form.getOrDefault("way", List.of());
        List<String> values = form.getOrDefault("value", List.of());
        if (ways.isEmpty() || ways.size() != values.size()) {
            throw ApiFault.field("value", "one value for each way");
        }
        Map<String, String> byWay = new HashMap<>();
        for (int i = 0; i < ways.size(); i++) {
            byWay.put(ways.get(i), values.get(i));
        }
        return byWay;
    }

    /** Tells a page which document it is about. */
    DocumentStanding show(String document, Model model) {
        DocumentStanding standing = desk.standing(document(document));
        model.addAttribute("standing", standing);
        model.addAttribute("document", standing.document().word());
        model.addAttribute("title", words.document(standing.document()));
        return standing;
    }

    /** A reply that a change is about, as phones would show it. */
    record ChangedText(String key, List<PhonePreview> previews) {}

    /** The fault and the remarks, with those about parts, of which only the splitter knows. */
    CatalogueCheck check(CatalogueDocument document, String text) {
        CatalogueCheck check = desk.check(document, text);
        if (document != CatalogueDocument.TEXTS) {
            return check;
        }
        var remarks = new ArrayList<>(check.remarks());
        var now = CatalogueTexts.of(desk.textInForce(document));
        var then = CatalogueTexts.of(text);
        for (String key : then.keysUnlike(now)) {
            var before = now.patterns(key).orElse(null);
            var after = then.patterns(key).orElse(null);
            if (before != null && after != null) {
                add(remarks, key, PhonePreview.of(now, before), PhonePreview.of(then, after));
            }
        }
        return new CatalogueCheck(check.fault(), check.line(), remarks);
    }

    private static void add(
            List<CatalogueRemark> remarks,
            String key,
            List<PhonePreview> before,
            List<PhonePreview> after) {
        for (int i = 0; i < before.size(); i++) {
            int old = before.get(i).count();
            int now = after.get(i).count();
            if (now > old && old > 0) {
                remarks.add(
                        new CatalogueRemark(
                                CatalogueRemark.Kind.MORE_PARTS,
                                key,
                                List.of(
                                        after.get(i).language(),
                                        String.valueOf(old),
                                        String.valueOf(now))));
            }
        }
    }

    /** Of what one text says otherwise than another one, the first ones. */
    static List<ChangedText> changed(String before, String after) {
        var now = CatalogueTexts.of(before);
        var then = CatalogueTexts.of(after);
        return then.keysUnlike(now).stream()
                .filter(key -> then.patterns(key).isPresent())
                .limit(SHOWN)
                .map(key -> new ChangedText(key, previews(then, key)))
                .toList();
    }

    static List<PhonePreview> previews(CatalogueTexts texts, String key) {
        Map<Language, String> patterns = texts.patterns(key).orElse(Map.of());
        return PhonePreview.of(texts, patterns);
    }
}
