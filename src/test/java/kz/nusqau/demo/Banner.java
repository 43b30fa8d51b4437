package kz.nusqau.demo;

import java.nio.file.Path;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.broker.EmbeddedBroker;
import kz.nusqau.simulator.Simulator;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** What somebody who just started the demo wants to know. */
record Banner(Simulator simulator, ServletWebServerApplicationContext hub) {

    @Override
    public String toString() {
        String phones = simulator.url();
        Path secrets = hub.getBean(DataDirectory.class).secrets();
        String broker =
                hub.getBeanProvider(EmbeddedBroker.class).stream()
                        .findFirst()
                        .map(EmbeddedBroker::tcpUrl)
                        .orElse("the one of nusqau.broker.url");
        return """

        ──────────────────────────────────────────────────────────────────────
          Nusqau is ready.

          Handsets   %s     pick a number and text:

             баланс                            to 9909   (balance)
             оплата alma 7273001123 1500тг     to 7701   (pay, then send back the code)
             su 12345678 1500                  to 7701   (the same by another e-money system)
             Kalaesp 900101300126              to 5505   (pay, then send back 1)
             толтыру 1500                      to 5505   (fill the wallet)
             send 87011234568 500              to 525    (send e-money; … 500 wallet from the wallet)
             990 тг                            to +77014589654   (app store)
             баланс kaspi                      to 9909   (bank accounts; курс, выписка kaspi)
             or dial *9909# there              (menus for all of that)

          Books of   billing %sbilling/   Wooppay %swooppay/
                     Kazeuromobile %skazeuromobile/
                     Kaspi %skaspi/   Halyk %shalyk/
          Console    http://127.0.0.1:%d/console   (support, supervisor, auditor, administrator)
          Hub        http://127.0.0.1:%d/actuator/health
          Broker     %s   (CORE, AMQP 1.0, STOMP)
                     partners demo-shop and demo-bank, as src/docs/api/partners/asyncapi.yaml says
          Passwords  %s

          Ctrl-C stops everything; the data stays.
        ──────────────────────────────────────────────────────────────────────
        """
                .formatted(
                        phones,
                        phones,
                        phones,
                        phones,
                        phones,
                        phones,
                        hub.getWebServer().getPort(),
                        hub.getWebServer().getPort(),
                        broker,
                        secrets);
    }
}
