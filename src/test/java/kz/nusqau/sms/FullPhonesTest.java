package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import kz.nusqau.shared.Msisdn;
import org.junit.jupiter.api.Test;

class FullPhonesTest {

    private static final Msisdn PHONE = new Msisdn("77011234567");

    private final AtomicLong nanos = new AtomicLong();
    private final FullPhones phones = new FullPhones(nanos::get);

    @Test
    void waitsLongerEachTimeAndThreeMinutesAtMost() {
        assertThat(full()).isEqualTo(Duration.ofSeconds(5));
        for (int i = 0; i < 20; i++) {
            nanos.addAndGet(Duration.ofMinutes(4).toNanos());
            full();
        }
        nanos.addAndGet(Duration.ofMinutes(4).toNanos());

        assertThat(full()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void countsTextsThatWereUnderWayTogetherOnce() {
        full();
        assertThat(full()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(full()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void beginsAnewWhenThereWasRoom() {
        full();
        phones.hasRoom("operator", PHONE);

        assertThat(phones.pause("operator", PHONE)).isZero();
        assertThat(full()).isEqualTo(Duration.ofSeconds(5));
    }

    private Duration full() {
        return phones.full("operator", PHONE);
    }
}
