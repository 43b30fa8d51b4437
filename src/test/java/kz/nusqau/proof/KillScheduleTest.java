package kz.nusqau.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KillScheduleTest {

    @Test
    void comesAgainWithItsSeed() {
        assertThat(KillSchedule.of(7, 20)).isEqualTo(KillSchedule.of(7, 20));
        assertThat(KillSchedule.of(7, 20).kills())
                .startsWith(KillSchedule.of(7, 3).kills().toArray(KillSchedule.Kill[]::new));
        assertThat(KillSchedule.of(8, 20).kills()).isNotEqualTo(KillSchedule.of(7, 20).kills());
    }
}
