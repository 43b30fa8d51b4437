package kz.nusqau.sms;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.shared.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tries at once what waits for a phone that an SMSC says is back. */
@Component
class ReachablePhones {

    private static final Logger LOG = LoggerFactory.getLogger(ReachablePhones.class);
    private static final int WAITING = 1_000;

    private final Outbox outbox;
    private final FullPhones fullPhones;

    /** Beyond its bound nothing is lost: the texts wait as long as they would have. */
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING),
                    Thread.ofPlatform().name("sms-reachable").daemon(true).factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    ReachablePhones(Outbox outbox, FullPhones fullPhones) {
        this.outbox = outbox;
        this.fullPhones = fullPhones;
    }

    /** Doesn't wait. */
    void back(String link, Msisdn phone) {
        fullPhones.hasRoom(link, phone);
        thread.execute(
                () -> {
                    try {
                        outbox.wake(link, phone);
                    } catch (RuntimeException e) {
                        LOG.warn("texts for {} wait on: {}", phone, e.toString());
                    }
                });
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
