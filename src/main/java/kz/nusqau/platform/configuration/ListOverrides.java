package kz.nusqau.platform.configuration;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Lets the environment and the command line change one field of a list's entry, as they change any
 * other key: {@code NUSQAU_SMPP_BINDS_0_HOST} alone points the first bind elsewhere. Boot by itself
 * takes a list from one source as a whole, and that entry would have nothing but a host.
 */
final class ListOverrides implements EnvironmentPostProcessor, Ordered {

    /** Names no place where anybody wrote anything. */
    static final String SOURCE = "merged lists";

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("nusqau");

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        Set<ConfigurationPropertyName> overridden = new LinkedHashSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (isOverride(source) && source instanceof IterableConfigurationPropertySource keys) {
                keys.stream().forEach(name -> list(name).ifPresent(overridden::add));
            }
        }
        if (!overridden.isEmpty()) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(SOURCE, merged(environment, overridden)));
        }
    }

    private static Map<String, Object> merged(
            ConfigurableEnvironment environment, Set<ConfigurationPropertyName> overridden) {
        Map<ConfigurationPropertyName, Object> values = new LinkedHashMap<>();
        Set<ConfigurationPropertyName> complete = new LinkedHashSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource keys) {
                Set<ConfigurationPropertyName> seen = new LinkedHashSet<>();
                for (ConfigurationPropertyName name : keys) {
                    list(name)
                            .filter(overridden::contains)
                            .filter(list -> !complete.contains(list))
                            .ifPresent(
                                    list -> {
                                        seen.add(list);
                                        values.putIfAbsent(
                                                name,
                                                source.getConfigurationProperty(name).getValue());
                                    });
                }
                // Below the overrides, the first file that has the list has all of it.
                if (!isOverride(source)) {
                    complete.addAll(seen);
                }
            }
        }
        Map<String, Object> named = new LinkedHashMap<>();
        values.forEach((name, value) -> named.put(name.toString(), value));
        return named;
    }

    /** The list that a key like {@code nusqau.smpp.binds[0].host} belongs to. */
    private static Optional<ConfigurationPropertyName> list(ConfigurationPropertyName name) {
        if (!OURS.isAncestorOf(name)) {
            return Optional.empty();
        }
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            if (name.isNumericIndex(i)) {
                return Optional.of(name.chop(i));
            }
        }
        return Optional.empty();
    }

    private static boolean isOverride(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && (underlying instanceof SystemEnvironmentPropertySource
                        || underlying instanceof CommandLinePropertySource
                        || (underlying instanceof PropertiesPropertySource
                                && underlying
                                        .getName()
                                        .equals(
                                                StandardEnvironment
                                                        .SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)));
    }
}
