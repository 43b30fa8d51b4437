package kz.nusqau.failedmessages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import kz.nusqau.failedmessages.FacetView.By;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Instant MORNING = Instant.parse("2026-11-23T04:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-23T07:00:00Z");
    private static final Instant EVENING = Instant.parse("2026-11-23T13:00:00Z");

    private final Tally tally =
            new Tally(
                    EVENING,
                    List.of(
                            count(Source.COMMAND, "billing", "down", Age.DAY, 5, MORNING, NOON),
                            count(Source.COMMAND, "billing", "down", Age.HOUR, 2, NOON, EVENING),
                            count(Source.COMMAND, "billing", "slow", Age.HOUR, 1, NOON, NOON),
                            count(Source.QUEUE, "halyk", "unreadable", Age.DAY, 3, NOON, NOON)));

    private static Tally.Count count(
            Source source,
            String queue,
            String cause,
            Age age,
            long messages,
            Instant first,
            Instant last) {
        return new Tally.Count(source, queue, "route-" + queue, cause, age, messages, first, last);
    }

    @Test
    void countsThoseOfASource() {
        assertThat(tally.all()).isEqualTo(11);
        assertThat(tally.of(Source.COMMAND)).isEqualTo(8);
        assertThat(tally.of(Source.INBOX)).isZero();
    }

    @Test
    void putsTheLargestCausesFirstWithTheirWholeSpan() {
        assertThat(tally.causes(2))
                .containsExactly(
                        new Tally.Alike("down", 7, MORNING, EVENING),
                        new Tally.Alike("unreadable", 3, NOON, NOON));
    }

    @Test
    void putsTheLargestFacetsFirst() {
        assertThat(tally.facets())
                .containsExactlyInAnyOrder(
                        new FacetView(By.QUEUE, "billing", 8),
                        new FacetView(By.QUEUE, "halyk", 3),
                        new FacetView(By.ROUTE, "route-billing", 8),
                        new FacetView(By.ROUTE, "route-halyk", 3),
                        new FacetView(By.AGE, "DAY", 8),
                        new FacetView(By.AGE, "HOUR", 3))
                .isSortedAccordingTo((one, other) -> Long.compare(other.open(), one.open()));
    }
}
