package kz.nusqau.platform.configuration;

import kz.nusqau.platform.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Refuses keys under {@code nusqau} that nobody reads: a typo would change nothing, silently. */
final class UnknownKeys implements BeanFactoryPostProcessor {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("nusqau");

    private final Environment environment;

    private UnknownKeys(Environment environment) {
        this.environment = environment;
    }

    /** Runs before any bean is made, so it is made by hand itself. */
    @Configuration(proxyBeanMethods = false)
    static class Registration {

        @Bean
        static BeanFactoryPostProcessor unknownKeys(Environment environment) {
            return new UnknownKeys(environment);
        }
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        KnownKeys known = knownKeys(beans);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable
                    && !isMerged(source)) {
                iterable.stream()
                        .filter(OURS::isAncestorOf)
                        .forEach(name -> requireKnown(name, known, iterable));
            }
        }
    }

    private static void requireKnown(
            ConfigurationPropertyName name, KnownKeys known, ConfigurationPropertySource source) {
        String fault = known.fault(name);
        if (fault == null) {
            return;
        }
        String remedy = "Correct or remove it; " + fault + ".";
        if (isEnvironment(source) && known.isKnownJoined(name)) {
            if (!isInList(name)) {
                return;
            }
            // Boot finds such a variable only where it looks for it by name, not in lists.
            remedy = "Write the variable without an underscore in place of a hyphen.";
        }
        var property = source.getConfigurationProperty(name);
        throw new StartRefused(
                WrongValue.describe(name, property == null ? null : property.getValue())
                        + ": no such key"
                        + WrongValue.origin(property),
                remedy);
    }

    private static boolean isMerged(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying.getName().equals(ListOverrides.SOURCE);
    }

    private static boolean isEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
    }

    private static boolean isInList(ConfigurationPropertyName name) {
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            if (name.isNumericIndex(i)) {
                return true;
            }
        }
        return false;
    }

    private static KnownKeys knownKeys(ConfigurableListableBeanFactory beans) {
        var known = new KnownKeys();
        for (String bean : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            @Nullable ConfigurationProperties properties =
                    beans.findAnnotationOnBean(bean, ConfigurationProperties.class, false);
            Class<?> type = beans.getType(bean, false);
            if (properties != null && type != null && properties.prefix().startsWith("nusqau")) {
                known.declare(properties.prefix(), type);
            }
        }
        return known;
    }
}
