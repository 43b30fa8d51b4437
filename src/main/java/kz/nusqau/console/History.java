package kz.nusqau.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.CommandView;
import kz.nusqau.counterparty.Commands;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.shared.InstructionId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * All that happened to one instruction, put into one order: what the hub noted, what counterparties
 * were asked and said, what was booked. Codes are in none of it (R-OPS-8).
 */
@Component
class History {

    private final Timeline timeline;
    private final Commands commands;
    private final Ledger ledger;
    private final Words words;
    private final Noted noted;
    private final Shown shown;

    History(
            Timeline timeline,
            Commands commands,
            Ledger ledger,
            Words words,
            Noted noted,
            Shown shown) {
        this.timeline = timeline;
        this.commands = commands;
        this.ledger = ledger;
        this.words = words;
        this.noted = noted;
        this.shown = shown;
    }

    /** Where it is known from. */
    enum From {
        TEXT,
        HUB,
        PERSON,
        PARTNER,
        COMMAND,
        LEDGER
    }

    /**
     * One thing that happened.
     *
     * @param what in the reader's language
     * @param detail without numbers of people
     * @param gap since the one before
     */
    record Moment(Instant at, From from, String what, String detail, Duration gap) {

        /** What took long stands out. */
        public boolean isLong() {
            return gap.compareTo(Duration.ofSeconds(2)) >= 0;
        }
    }

    /** Oldest first. */
    List<Moment> of(InstructionId instruction) {
        List<Moment> all = new ArrayList<>();
        timeline.of(instruction).forEach(entry -> all.add(noted(entry)));
        commands.of(instruction).forEach(command -> all.addAll(moments(command)));
        ledger.history(instruction).forEach(booked -> all.add(posting(booked)));
        all.sort(Comparator.comparing(Moment::at));
        List<Moment> withGaps = new ArrayList<>();
        Instant before = all.isEmpty() ? Instant.EPOCH : all.getFirst().at();
        for (Moment each : all) {
            withGaps.add(
                    new Moment(
                            each.at(),
                            each.from(),
                            each.what(),
                            each.detail(),
                            Duration.between(before, each.at())));
            before = each.at();
        }
        return withGaps;
    }

    private Moment noted(TimelineEntry entry) {
        return moment(entry.at(), from(entry.kind()), words.event(entry.kind()), detail(entry));
    }

    private String detail(TimelineEntry entry) {
        return switch (entry.kind()) {
            case "desk.kept" -> words.cause(entry.detail());
            case "desk.replayed" -> words.effect(entry.detail());
            default -> noted.said(entry.detail());
        };
    }

    private static From from(String kind) {
        return switch (kind.split("\\.", 2)[0]) {
            case "text", "code", "ussd" -> From.TEXT;
            case "partner" -> From.PARTNER;
            case "desk" -> kind.equals("desk.kept") ? From.HUB : From.PERSON;
            default -> kind.startsWith("payment.act.") ? From.PERSON : From.HUB;
        };
    }

    private List<Moment> moments(CommandView command) {
        String key = "%s/%d".formatted(command.key().step(), command.key().generation());
        String asked = words.operation(command.operation()) + " → " + command.counterparty();
        return Stream.of(
                        step(command.createdAt(), "command.asked", asked, key),
                        step(command.sentAt(), "command.sent", asked, key),
                        step(
                                command.answeredAt(),
                                "command.answered",
                                asked,
                                noted.sentence(key + " " + outcome(command))))
                .flatMap(List::stream)
                .toList();
    }

    private List<Moment> step(@Nullable Instant at, String event, String asked, String detail) {
        return at == null
                ? List.of()
                : List.of(moment(at, From.COMMAND, words.event(event) + ": " + asked, detail));
    }

    /** Without the counterparty's reference, which only its owner may see. */
    private static String outcome(CommandView command) {
        return command.outcome()
                .map(
                        outcome ->
                                switch (outcome) {
                                    case CommandOutcome.Accepted accepted -> "accepted";
                                    case CommandOutcome.Refused(var reason, var detail) ->
                                            "refused %s %s".formatted(reason, detail);
                                    case CommandOutcome.NotSent(var why) -> "not sent: " + why;
                                    case CommandOutcome.Unknown(var detail) -> "unknown: " + detail;
                                    case CommandOutcome.Stuck(var detail) -> "stuck: " + detail;
                                })
                .orElse("")
                .strip();
    }

    private Moment posting(Ledger.Booked booked) {
        var transfer = booked.transfer();
        return moment(
                booked.at(),
                From.LEDGER,
                words.phase(transfer.phase()) + ": " + shown.money(transfer.amount()),
                transfer.debitAccount() + " → " + transfer.creditAccount());
    }

    private static Moment moment(Instant at, From from, String what, String detail) {
        return new Moment(at, from, what, Masked.numbers(detail), Duration.ZERO);
    }
}
