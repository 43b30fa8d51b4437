package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusPolicyTest {

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x05, 0x08, 0x45, 0x58, 0x64, 0xFE, 0xFF, 0x400, 0x4FF})
    void triesAgainWhatTimeMayHeal(int status) {
        assertThat(StatusPolicy.refused(status, 0)).isInstanceOf(PartOutcome.Later.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x08, 0x45, 0xFE, 0xFF, 0x400})
    void givesUpAfterAFewAttempts(int status) {
        assertThat(StatusPolicy.refused(status, 4)).isInstanceOf(PartOutcome.Failed.class);
    }

    @Test
    void bearsMoreWithALinkThatEndsThanWithSilence() {
        assertThat(StatusPolicy.unanswered("no answer in time", 4))
                .isInstanceOf(PartOutcome.Failed.class);
        assertThat(StatusPolicy.cutOff("the SMSC closed the connection", 4))
                .isInstanceOf(PartOutcome.Later.class);
        assertThat(StatusPolicy.cutOff("the SMSC closed the connection", 9))
                .isInstanceOf(PartOutcome.Failed.class);
    }

    @Test
    void neverGivesUpOnAThrottledLink() {
        assertThat(StatusPolicy.refused(0x58, 100))
                .isEqualTo(new PartOutcome.Later(Duration.ofMinutes(3), "SMPP status 0x58", false));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0B, 0x50, 0x51})
    void knowsThatAnotherOperatorMayHaveTheNumber(int status) {
        assertThat(StatusPolicy.refused(status, 0)).isInstanceOf(PartOutcome.UnknownNumber.class);
    }

    @Test
    void slowsThePhoneWhoseQueueIsFullAndNeverGivesUp() {
        assertThat(StatusPolicy.refused(0x14, 100))
                .isEqualTo(new PartOutcome.PhoneFull("SMPP status 0x14"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x05, 0x58})
    void usesUpNoAttemptWhereTheTextIsNotAtFault(int status) {
        assertThat(StatusPolicy.refused(status, 0))
                .isInstanceOfSatisfying(
                        PartOutcome.Later.class, later -> assertThat(later.tried()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x01, 0x02, 0x03, 0x0C, 0x0D, 0x0E, 0x0F, 0x11, 0x13, 0x33, 0x34, 0x40, 0x42, 0x43,
                0x44, 0x53, 0x54, 0x61, 0x62, 0x63, 0x65, 0x66, 0x67, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4
            })
    void doesNotSendAgainWhatCannotSucceed(int status) {
        assertThat(StatusPolicy.refused(status, 0)).isInstanceOf(PartOutcome.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x06, 0x07, 0x0A, 0x15, 0x48, 0x49, 0x100, 0x101, 0x102, 0x103, 0x104})
    void stopsTheSenderThatTheContractDoesNotKnow(int status) {
        assertThat(StatusPolicy.refused(status, 0)).isInstanceOf(PartOutcome.SenderRefused.class);
    }

    @Test
    void waitsLongerWithEachAttempt() {
        assertThat(StatusPolicy.refused(0x08, 0))
                .isEqualTo(new PartOutcome.Later(Duration.ofSeconds(5), "SMPP status 0x08", true));
        assertThat(StatusPolicy.refused(0x08, 2))
                .isEqualTo(new PartOutcome.Later(Duration.ofSeconds(20), "SMPP status 0x08", true));
    }

    @Test
    void sendsAgainWhatNeverLeft() {
        assertThat(StatusPolicy.notSent("no session"))
                .isEqualTo(new PartOutcome.Later(StatusPolicy.SOON, "no session", false));
    }
}
