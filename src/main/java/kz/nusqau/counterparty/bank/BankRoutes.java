package kz.nusqau.counterparty.bank;

import java.util.Map;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.counterparty.wire.CounterpartySettings.Kind;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** Makes three routes for each configured bank from the templates in {@code routes/}. */
@Component
public class BankRoutes implements CamelContextConfiguration {

    private final Counterparties counterparties;
    private final BankLines lines;

    BankRoutes(Counterparties counterparties, BankLines lines) {
        this.counterparties = counterparties;
        this.lines = lines;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        // The templates are not loaded yet.
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        for (var each : counterparties.all()) {
            if (each.settings().kind() == Kind.BANK) {
                String bank = each.id();
                add(camel, "bank-replies-" + bank, "bank-replies", "queue", lines.replies(bank));
                add(camel, "bank-notices-" + bank, "bank-notices", "bank", bank);
                add(camel, "counterparty-" + bank, "counterparty-bank", "bank", bank);
            }
        }
    }

    private static void add(
            CamelContext camel, String id, String template, String parameter, String value) {
        try {
            camel.addRouteFromTemplate(id, template, Map.of(parameter, value));
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
