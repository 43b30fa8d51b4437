package kz.nusqau.ussd;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.platform.Recurring;
import kz.nusqau.ussd.UssdDialogue.State;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends dialogues whose answer takes too long for a phone: it then comes as a text. */
@Configuration(proxyBeanMethods = false)
class LateDialogues {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration UPKEEP = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int AT_ONCE = 200;

    private final DialogueTable dialogues;
    private final ScreenTable screenTable;
    private final ScreenOutbox screens;
    private final CatalogueInForce catalogue;
    private final TransactionTemplate transaction;
    private final UssdProperties properties;

    LateDialogues(
            DialogueTable dialogues,
            ScreenTable screenTable,
            ScreenOutbox screens,
            CatalogueInForce catalogue,
            TransactionTemplate transaction,
            UssdProperties properties) {
        this.dialogues = dialogues;
        this.screenTable = screenTable;
        this.screens = screens;
        this.catalogue = catalogue;
        this.transaction = transaction;
        this.properties = properties;
    }

    /** Seldom where this node binds to no gateway: another may have died. */
    @Bean
    Recurring lateUssdDialogues(Dialects dialects) {
        return new Recurring("ussd-late", LOOK, dialects.areNone() ? UPKEEP : LOOK, this::endLate);
    }

    @Bean
    Recurring ussdUpkeep() {
        return new Recurring(
                "ussd-upkeep",
                UPKEEP,
                UPKEEP,
                () -> {
                    dialogues.forget(KEPT);
                    screenTable.forget(KEPT);
                });
    }

    private void endLate() {
        int ended;
        do {
            ended = Objects.requireNonNull(transaction.execute(status -> endSome()));
        } while (ended == AT_ONCE);
    }

    private int endSome() {
        List<UssdDialogue> late = dialogues.late(properties.answerWithin(), AT_ONCE);
        if (!late.isEmpty()) {
            var round = screens.new Batch();
            late.forEach(
                    each ->
                            round.show(
                                    each,
                                    catalogue.now().menus().say("working", each.language()),
                                    true));
            dialogues.save(late.stream().map(each -> each.in(State.CLOSED)).toList());
            round.send();
        }
        return late.size();
    }
}
