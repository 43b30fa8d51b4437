package kz.nusqau.partner;

import java.util.Optional;
import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.catalogue.CatalogueGuard;
import org.springframework.stereotype.Component;

/** What partners were promised has to hold with another catalogue, or the next start would fail. */
@Component
class PartnersInCatalogue implements CatalogueGuard {

    private final PartnerProperties properties;

    PartnersInCatalogue(PartnerProperties properties) {
        this.properties = properties;
    }

    @Override
    public Optional<String> against(Catalogue catalogue) {
        String ofCodes = catalogue.shortCodes().codeSender();
        return properties.partners().entrySet().stream()
                .filter(each -> each.getValue().senders().contains(ofCodes))
                .map(
                        each ->
                                "short-codes, key 'code-sender', value '%s' is a sender of partner %s; only codes may come from there"
                                        .formatted(ofCodes, each.getKey()))
                .findFirst();
    }
}
