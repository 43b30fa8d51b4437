package kz.nusqau.catalogue;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the files are; {@code file:/etc/nusqau/short-codes.yaml} replaces one without a new build.
 *
 * @param shortCodes the short-code catalogue
 */
@ConfigurationProperties("nusqau")
record CatalogueProperties(
        @DefaultValue("classpath:catalogue/short-codes.yaml") String shortCodes,
        @DefaultValue Files catalogue) {

    record Files(
            @DefaultValue("classpath:catalogue/words.yaml") String words,
            @DefaultValue("classpath:catalogue/providers.yaml") String providers,
            @DefaultValue("classpath:catalogue/limits.yaml") String limits,
            @DefaultValue("classpath:catalogue/service.yaml") String service,
            @DefaultValue(CatalogueLoader.SHIPPED_TEXTS) String texts,
            @DefaultValue("classpath:catalogue/ussd.yaml") String menus) {}

    String location(CatalogueDocument document) {
        return switch (document) {
            case SHORT_CODES -> shortCodes;
            case PROVIDERS -> catalogue.providers();
            case LIMITS -> catalogue.limits();
            case SERVICE -> catalogue.service();
            case TEXTS -> catalogue.texts();
            case USSD -> catalogue.menus();
            case WORDS -> catalogue.words();
        };
    }
}
