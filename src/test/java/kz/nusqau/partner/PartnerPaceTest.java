package kz.nusqau.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import kz.nusqau.shared.Language;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-LIM-3")
class PartnerPaceTest {

    private static final String SHOP = "partner.shop.requests";

    private final AtomicLong nanos = new AtomicLong();
    private final PartnerPace pace =
            new PartnerPace(
                    new PartnerProperties(
                            Map.of("shop", partner(100), "bank", partner(1)),
                            new PartnerProperties.Api(
                                    "",
                                    Duration.ofDays(1),
                                    Duration.ofDays(1),
                                    Duration.ofDays(1),
                                    1,
                                    new PartnerProperties.Questions(
                                            1, Duration.ofDays(1), Duration.ofDays(1)),
                                    Duration.ofMinutes(15),
                                    Duration.ofDays(1))),
                    nanos::get);

    private static PartnerProperties.Partner partner(int rate) {
        return new PartnerProperties.Partner(
                "Shop",
                Language.EN,
                List.of(),
                List.of(),
                false,
                new PartnerProperties.Limits(rate, 1, 1, 1000, 1, 1, null, null));
    }

    @Test
    void takesARateAndNoMore() {
        pace.took("shop", 99);
        assertThat(pace.isClosed(SHOP)).isFalse();
        pace.took("shop", 1);
        assertThat(pace.isClosed(SHOP)).isTrue();

        nanos.addAndGet(Duration.ofMillis(9).toNanos());
        assertThat(pace.isClosed(SHOP)).isTrue();
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(pace.isClosed(SHOP)).isFalse();
    }

    @Test
    void hasABatchThatWasTooLargePaidBack() {
        pace.took("shop", 250);

        nanos.addAndGet(Duration.ofMillis(1_500).toNanos());
        assertThat(pace.isClosed(SHOP)).isTrue();
        nanos.addAndGet(Duration.ofMillis(20).toNanos());
        assertThat(pace.isClosed(SHOP)).isFalse();
    }

    @Test
    void letsNoBatchHaveMoreThanIsLeft() {
        pace.took("shop", 60);

        assertThat(pace.room(SHOP)).isEqualTo(40);
        assertThat(pace.room("expired-partner-requests")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void savesNoMoreThanASecond() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        pace.took("shop", 100);

        assertThat(pace.isClosed(SHOP)).isTrue();
    }

    @Test
    void countsRecipientsOfTextsOnTheirOwn() {
        pace.took("shop", 1);
        pace.tookRecipients("shop", 4000);
        assertThat(pace.isClosed(SHOP)).isTrue();

        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(pace.isClosed(SHOP)).isTrue();
        nanos.addAndGet(Duration.ofMillis(2).toNanos());
        assertThat(pace.isClosed(SHOP)).isFalse();
    }

    @Test
    void leavesOthersAlone() {
        pace.took("bank", 1);

        assertThat(pace.isClosed("partner.bank.requests")).isTrue();
        assertThat(pace.isClosed(SHOP)).isFalse();
        assertThat(pace.isClosed("expired-partner-requests")).isFalse();
    }
}
