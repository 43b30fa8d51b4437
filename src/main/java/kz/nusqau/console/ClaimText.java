package kz.nusqau.console;

import java.util.List;
import java.util.Optional;
import kz.nusqau.payment.PaymentView;
import kz.nusqau.shared.InstructionId;
import org.springframework.stereotype.Component;

/** An instruction's timeline as plain text, for a letter or a claim. */
@Component
class ClaimText {

    private final Words words;
    private final Shown shown;

    ClaimText(Words words, Shown shown) {
        this.words = words;
        this.shown = shown;
    }

    String of(InstructionId id, Optional<PaymentView> payment, List<History.Moment> moments) {
        var text = new StringBuilder();
        text.append(id).append('\n');
        payment.ifPresent(
                found ->
                        text.append(
                                "%s, %s (+ %s), %s%s\n"
                                        .formatted(
                                                words.kind(found.kind()),
                                                shown.money(found.amount()),
                                                shown.money(found.fee()),
                                                words.state(found.state()),
                                                found.number() == null
                                                        ? ""
                                                        : ", " + found.number())));
        text.append('\n');
        for (History.Moment moment : moments) {
            text.append(
                    "%s %s  %-10s  %s  %s"
                            .formatted(
                                    shown.day(moment.at()),
                                    shown.exact(moment.at()),
                                    shown.gap(moment.gap()),
                                    moment.what(),
                                    moment.detail())
                            .stripTrailing());
            text.append('\n');
        }
        return text.toString();
    }
}
