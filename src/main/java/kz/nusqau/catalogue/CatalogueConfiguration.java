package kz.nusqau.catalogue;

import kz.nusqau.instruction.InstructionParser;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

/** Loads the catalogue once; any fault in it stops the start. */
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    @Bean
    CatalogueLoader.Loaded loadedCatalogue(
            CatalogueProperties properties, ResourceLoader resources) {
        return new CatalogueLoader(resources).load(properties);
    }

    @Bean
    Catalogue catalogue(CatalogueLoader.Loaded loaded) {
        return loaded.catalogue();
    }

    @Bean
    InstructionParser instructionParser(CatalogueLoader.Loaded loaded) {
        return loaded.parser();
    }
}
