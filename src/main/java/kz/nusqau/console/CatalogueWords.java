package kz.nusqau.console;

import kz.nusqau.catalogue.CatalogueDocument;
import kz.nusqau.catalogue.CatalogueRemark;
import kz.nusqau.catalogue.CatalogueVersion;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What is remarked about a change, in the reader's language; pages know it by this name. */
@Component("catalogueWords")
public class CatalogueWords {

    private final MessageSource texts;

    CatalogueWords(MessageSource texts) {
        this.texts = texts;
    }

    String document(CatalogueDocument document) {
        return say("catalogue.document." + document.word());
    }

    String version(CatalogueVersion version) {
        return document(version.document()) + ": " + say("catalogue.version", version.number());
    }

    String next() {
        return say("catalogue.next");
    }

    /** Of a draft or a proposal: whose it is. */
    public String open(CatalogueVersion version) {
        return say("catalogue.open." + version.state().word(), version.draftedBy());
    }

    /** Who decided about a version, and how. */
    public String decided(CatalogueVersion version) {
        return say(
                "catalogue.decided." + version.state().word(), String.valueOf(version.decidedBy()));
    }

    public String remark(CatalogueRemark remark) {
        return say("catalogue.remark." + remark.kind().word(), remark.facts().toArray());
    }

    private String say(String key, Object... arguments) {
        return texts.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
