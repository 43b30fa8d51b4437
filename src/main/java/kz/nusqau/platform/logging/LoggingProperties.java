package kz.nusqau.platform.logging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How log lines look.
 *
 * @param format for people or for machines (Elastic Common Schema, one JSON object a line)
 */
@ConfigurationProperties("nusqau.logging")
record LoggingProperties(@DefaultValue("text") Format format) {

    enum Format {
        TEXT,
        ECS
    }
}
