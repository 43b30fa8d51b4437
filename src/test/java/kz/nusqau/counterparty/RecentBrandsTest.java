package kz.nusqau.counterparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import kz.nusqau.shared.Msisdn;
import org.junit.jupiter.api.Test;

/** What is kept of a subscriber's facts is kept for minutes, and of the latest ones. */
class RecentBrandsTest {

    private static final Msisdn KCELL = new Msisdn("77021234567");

    private final AtomicLong now = new AtomicLong();
    private final RecentBrands brands = new RecentBrands(4, now::get);

    @Test
    void areKnownForTenMinutes() {
        brands.keep(KCELL, Brand.KCELL);

        now.set(Duration.ofMinutes(10).toNanos() - 1);
        assertThat(brands.find(KCELL)).contains(Brand.KCELL);
        now.set(Duration.ofMinutes(10).toNanos());
        assertThat(brands.find(KCELL)).isEmpty();
    }

    @Test
    void areAsTheyWereToldLast() {
        brands.keep(KCELL, Brand.ACTIV);
        fill(3);
        brands.keep(KCELL, Brand.KCELL);

        assertThat(brands.find(KCELL)).contains(Brand.KCELL);
    }

    @Test
    void areForgottenWhenThereIsNoRoom() {
        fill(9);

        assertThat(brands.size()).isEqualTo(4);
    }

    private void fill(int others) {
        for (int i = 0; i < others; i++) {
            brands.keep(new Msisdn("7701000000" + i), Brand.ACTIV);
        }
    }
}
