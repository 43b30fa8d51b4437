package kz.nusqau.counterparty;

import jakarta.jms.ConnectionFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** The component {@code jms:} as the hub's own settings make it. */
public final class HubJms {

    private static final String PREFIX = "camel.component.jms.";

    private HubJms() {}

    public static void add(CamelContext camel, ConnectionFactory connections) {
        var jms = new JmsComponent(camel);
        jms.setConnectionFactory(connections);
        PropertyBindingSupport.build()
                .withCamelContext(camel)
                .withTarget(jms)
                .withProperties(settings())
                .withMandatory(true)
                .bind();
        camel.addComponent("jms", jms);
    }

    /** But for the beans that the settings name. */
    private static Map<String, Object> settings() {
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        Map<String, Object> settings = new HashMap<>();
        Objects.requireNonNull(yaml.getObject())
                .forEach(
                        (name, value) -> {
                            String key = name.toString();
                            if (key.startsWith(PREFIX) && !value.toString().startsWith("#bean:")) {
                                settings.put(
                                        StringHelper.dashToCamelCase(
                                                key.substring(PREFIX.length())),
                                        value.toString());
                            }
                        });
        return settings;
    }
}
