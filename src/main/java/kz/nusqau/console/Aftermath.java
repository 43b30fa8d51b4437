package kz.nusqau.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.nusqau.failedmessages.ActView;
import kz.nusqau.failedmessages.CommandSummary;
import kz.nusqau.failedmessages.FailedMessages.DetailView;
import kz.nusqau.failedmessages.State;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.Ledger.Booked;
import kz.nusqau.payment.PaymentDesk;
import kz.nusqau.payment.PaymentState;
import kz.nusqau.payment.PaymentView;
import kz.nusqau.shared.InstructionId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What has changed since a message was replayed last: in the books, at counterparties. */
@Component
class Aftermath {

    private final Ledger ledger;
    private final PaymentDesk payments;

    Aftermath(Ledger ledger, PaymentDesk payments) {
        this.ledger = ledger;
        this.payments = payments;
    }

    /**
     * What has changed.
     *
     * @param replay who asked for it, when, why and what it did at once
     * @param postings booked since, whoever caused them
     * @param commands as they stand now
     * @param instruction where it stands now, null where it moves no money
     */
    record Since(
            ActView replay,
            List<Booked> postings,
            List<CommandSummary> commands,
            @Nullable PaymentState instruction) {

        /** Whether more is to come without anybody's doing. */
        boolean isUnderWay(State message) {
            return message == State.REPLAYED
                    || (message == State.RESOLVED
                            && instruction != null
                            && !instruction.isAtRest());
        }
    }

    /** Empty for what was never replayed. */
    Optional<Since> of(DetailView detail) {
        return detail.acts().reversed().stream()
                .filter(act -> act.act().equals("replayed"))
                .findFirst()
                .map(replay -> since(replay, detail));
    }

    private Since since(ActView replay, DetailView detail) {
        var value = detail.message().instruction();
        if (value == null) {
            return new Since(replay, List.of(), List.of(), null);
        }
        var instruction = new InstructionId(value);
        return new Since(
                replay,
                booked(instruction, replay.at()),
                detail.commands(),
                payments.find(instruction).map(PaymentView::state).orElse(null));
    }

    private List<Booked> booked(InstructionId instruction, Instant since) {
        return ledger.history(instruction).stream()
                .filter(booked -> !booked.at().isBefore(since))
                .toList();
    }
}
