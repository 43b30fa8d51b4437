package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.Map;
import kz.nusqau.HubUnderTest;
import kz.nusqau.bench.ProcessorTime;

/**
 * How fast a partner's texts to many get into the outbox, from its first request over TCP to the
 * reply to its last, while the SMSC takes them. Each phone is new in the first round, and known in
 * those after. Hub, database, broker, SMSC and partner share the machine. Arguments: sendings of
 * 10,000 recipients in a round, rounds.
 */
public final class SendingBench {

    private static final int[] PARTS = {4_000, 4_000, 2_000};
    private static final int RECIPIENTS = 10_000;
    private static final long FIRST_PHONE = 77_013_000_000L;
    private static final double NANOS = 1e9;

    private final HubUnderTest hub;
    private final int sendings;

    private SendingBench(HubUnderTest hub, int sendings) {
        this.hub = hub;
        this.sendings = sendings;
    }

    public static void main(String... arguments) throws JMSException {
        int sendings = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        try (var hub =
                HubUnderTest.start(
                        Map.of(
                                "nusqau.broker.partners", "demo-shop",
                                "nusqau.partners.demo-shop.name", "Demo Shop",
                                "nusqau.partners.demo-shop.senders", "7701",
                                "nusqau.partners.demo-shop.limits.recipients", "1000000",
                                "nusqau.partners.demo-shop.limits.sendings", "1000",
                                "nusqau.partners.demo-shop.limits.unsent", "100000000"))) {
            var bench = new SendingBench(hub, sendings);
            for (int round = 1; round <= rounds; round++) {
                bench.run(round);
            }
        }
        System.exit(0);
    }

    private void run(int round) throws JMSException {
        try (var shop = PartnerClient.connect(hub, "demo-shop")) {
            Duration before = ProcessorTime.withChildren(ProcessHandle.current());
            long start = System.nanoTime();
            String last = "";
            for (int sending = 0; sending < sendings; sending++) {
                last = send(shop, round, sending);
            }
            String wanted = last;
            var reply =
                    shop.reply(it -> it.body().path("requestId").asText().equals(wanted)).body();
            double seconds = (System.nanoTime() - start) / NANOS;
            Duration used = ProcessorTime.withChildren(ProcessHandle.current()).minus(before);
            int accepted = reply.at("/sending/recipients").asInt();
            if (accepted != RECIPIENTS || reply.at("/sending/counts/refused").asInt() != 0) {
                throw new IllegalStateException("not as wanted: " + reply);
            }
            System.out.printf(
                    "round %d: %,d recipients in %.1f s: %,.0f/s, %.1f s of a processor%n",
                    round,
                    sendings * RECIPIENTS,
                    seconds,
                    sendings * RECIPIENTS / seconds,
                    used.toMillis() / 1e3);
        }
    }

    /** Returns the id of the last request. */
    private static String send(PartnerClient shop, int round, int sending) throws JMSException {
        String first = "sending-%d-%d".formatted(round, sending);
        long phone = FIRST_PHONE + (long) sending * RECIPIENTS;
        String id = first;
        for (int part = 1; part <= PARTS.length; part++) {
            id = part == 1 ? first : first + "-" + part;
            ObjectNode request;
            if (part == 1) {
                request = request("message.send", id).put("sender", "7701");
                request.putObject("texts")
                        .put("ru", "Магазин закрыт 1 января.")
                        .put("kk", "Дүкен 1 қаңтарда жабық.");
            } else {
                request = request("message.append", id).put("createdBy", first).put("part", part);
            }
            request.put("more", part < PARTS.length);
            var recipients = request.putArray("recipients");
            for (int i = 0; i < PARTS[part - 1]; i++) {
                recipients.add(Long.toString(phone++));
            }
            shop.send(shop.session().createTextMessage(request.toString()));
        }
        return id;
    }
}
