package kz.nusqau.partner;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** Makes a route for each configured partner from the template in {@code routes/}. */
@Component
class PartnerRoutes implements CamelContextConfiguration {

    private final PartnerProperties properties;

    PartnerRoutes(PartnerProperties properties) {
        this.properties = properties;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        // The template is not loaded yet.
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        properties.partners().keySet().forEach(partner -> add(camel, partner));
    }

    private static void add(CamelContext camel, String partner) {
        String id = "partner-" + partner;
        try {
            camel.addRouteFromTemplate(id, "partner-requests", Map.of("partner", partner));
            var status = camel.getRouteController().getRouteStatus(id);
            if (status != null && status.isStartable()) {
                // A supervising controller leaves alone what is added while the context starts.
                camel.getRouteController().startRoute(id);
            }
        } catch (Exception e) {
            throw new IllegalStateException("route " + id, e);
        }
    }
}
