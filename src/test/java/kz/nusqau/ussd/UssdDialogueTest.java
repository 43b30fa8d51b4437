package kz.nusqau.ussd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.ussd.UssdDialogue.Awaits;
import kz.nusqau.ussd.UssdDialogue.Question;
import kz.nusqau.ussd.UssdDialogue.State;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be taken up again when a dialogue broke off. */
@Tag("S-USSD")
class UssdDialogueTest {

    private static final Instant LATEST_STEP = Instant.parse("2026-11-22T05:00:00Z");
    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final List<String> UNDER_WAY = List.of("2", "1");

    @ParameterizedTest
    @CsvSource({"0, true", "119, true", "120, false", "3600, false"})
    void canBeResumedForTwoMinutes(int seconds, boolean resumed) {
        var dialogue = at(UNDER_WAY).in(State.LOST);

        assertThat(dialogue.canBeResumed(LATEST_STEP.plusSeconds(seconds), WITHIN))
                .isEqualTo(resumed);
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN,    MENU, true",
        "LOST,    MENU, true",
        "LOST,    CODE, true",
        "LOST,    YES,  false",
        "WORKING, MENU, false",
        "CLOSED,  MENU, false",
        "CLOSED,  CODE, false",
    })
    void isResumedWhereSomethingIsStillAsked(State state, Awaits awaits, boolean resumed) {
        var dialogue = awaiting(awaits).in(state);

        assertThat(dialogue.canBeResumed(LATEST_STEP, WITHIN)).isEqualTo(resumed);
    }

    @Test
    void beginsAnewWhereNothingWasChosenYet() {
        assertThat(at(List.of()).canBeResumed(LATEST_STEP, WITHIN)).isFalse();
    }

    private static UssdDialogue awaiting(Awaits awaits) {
        return switch (awaits) {
            case MENU -> at(UNDER_WAY);
            case CODE -> at(UNDER_WAY).asksForCode();
            case YES -> at(UNDER_WAY).asks(new Question(InstructionId.next(), "1 Иә, 0 Жоқ"));
        };
    }

    private static UssdDialogue at(List<String> answers) {
        return new UssdDialogue(
                new SubscriberId(new UUID(0, 1)),
                "kcell",
                new UUID(0, 2),
                new byte[] {7, 2},
                "07",
                "9909",
                "9909",
                Language.KK,
                answers,
                "edition",
                State.OPEN,
                Awaits.MENU,
                null,
                null,
                LATEST_STEP);
    }
}
