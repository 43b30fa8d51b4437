package kz.nusqau.catalogue;

import java.time.Clock;
import java.time.Duration;
import kz.nusqau.platform.Recurring;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

/**
 * Loads the catalogue: files, which stop the start when there is a fault in them, and what was
 * published since, which doesn't.
 */
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Bean
    CatalogueWatch catalogueWatch(
            CatalogueProperties properties,
            ResourceLoader resources,
            Published published,
            Clock clock) {
        var loader = new CatalogueLoader(resources);
        return new CatalogueWatch(loader, loader.files(properties), published, clock);
    }

    @Bean
    CatalogueInForce catalogueInForce(CatalogueWatch watch) {
        return watch.inForce();
    }

    /** What was published on other nodes. */
    @Bean
    Recurring publishedElsewhere(CatalogueWatch watch) {
        return new Recurring("catalogue", SECOND, SECOND, watch::look);
    }
}
