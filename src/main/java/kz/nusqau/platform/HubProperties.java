package kz.nusqau.platform;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns the whole node.
 *
 * @param dataDir where embedded parts keep their files and where secrets are made
 */
@ConfigurationProperties("nusqau")
record HubProperties(@DefaultValue("./data") Path dataDir) {}
