package kz.nusqau.dialogue;

import java.util.List;

/** Turns of USSD dialogues were settled; published in the transaction that did it. */
public record ScreensAnswered(List<ScreenAnswer> answers) {

    public ScreensAnswered {
        answers = List.copyOf(answers);
    }
}
