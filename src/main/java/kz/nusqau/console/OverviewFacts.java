package kz.nusqau.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.nusqau.counterparty.CounterpartyView;
import kz.nusqau.partner.PartnerStandingView;
import kz.nusqau.platform.BrokerQueues.QueueView;
import kz.nusqau.platform.Pauses.Pause;
import kz.nusqau.sms.BindView;
import kz.nusqau.sms.smpp.BindFigures;
import kz.nusqau.sms.smpp.LinkStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the page of one bind, counterparty, partner or queue says. */
@Component
class OverviewFacts {

    private final Shown shown;
    private final OverviewWords words;

    OverviewFacts(Shown shown, OverviewWords words) {
        this.shown = shown;
        this.words = words;
    }

    /**
     * One of them.
     *
     * @param state a word of how it stands
     * @param held who holds it still; null for nobody
     * @param lines in the order in which they are shown
     * @param failed the failed messages of it; null where there can be none
     */
    record One(
            Subject subject,
            String id,
            String title,
            String state,
            @Nullable Held held,
            List<Line> lines,
            @Nullable String failed) {}

    /** Since when, by whom and why. */
    record Held(Instant since, String who, String reason) {}

    /**
     * One line.
     *
     * @param word what it is about; text that is nobody's word has a name of its own
     */
    record Line(String word, String value) {}

    Optional<One> of(Snapshot snapshot, Subject subject, String id) {
        return switch (subject) {
            case BIND ->
                    snapshot.binds().stream()
                            .filter(each -> each.view().id().equals(id))
                            .findFirst()
                            .map(this::bind);
            case COUNTERPARTY ->
                    snapshot.counterparties().stream()
                            .filter(each -> each.view().id().equals(id))
                            .findFirst()
                            .map(each -> counterparty(each, snapshot.at()));
            case PARTNER ->
                    snapshot.partners().stream()
                            .filter(each -> each.id().equals(id))
                            .findFirst()
                            .map(each -> partner(each, snapshot.state(each)));
            case QUEUE ->
                    snapshot.queues().stream()
                            .filter(each -> each.name().equals(id))
                            .findFirst()
                            .map(this::queue);
        };
    }

    private static @Nullable Held held(@Nullable Pause pause) {
        return pause == null
                ? null
                : new Held(pause.since(), pause.who(), Masked.numbers(pause.reason()));
    }

    private One bind(Snapshot.Bind bind) {
        BindView view = bind.view();
        BindFigures figures = view.figures();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("link", view.link()));
        lines.add(
                new Line(
                        "sessions",
                        "%d / %d".formatted(figures.boundSessions(), view.sessions().size())));
        lines.add(new Line("window", "%d / %d".formatted(figures.windowUsed(), figures.window())));
        lines.add(new Line("sent", words.rate(bind.sent())));
        lines.add(new Line("received", words.rate(bind.received())));
        lines.add(new Line("throttled", shown.count(bind.throttled())));
        lines.add(new Line("held", shown.count(figures.held())));
        lines.add(new Line("waiting", shown.count(figures.waiting())));
        for (LinkStatus each : view.sessions()) {
            lines.add(
                    new Line(
                            "session",
                            "%s: %s, %s; %s"
                                    .formatted(
                                            each.name(),
                                            words.session(each.state()),
                                            words.since(each.since()),
                                            Masked.numbers(each.detail()))));
        }
        if (!view.refusedSenders().isEmpty()) {
            lines.add(new Line("refused-senders", String.join(", ", view.refusedSenders())));
        }
        return new One(
                Subject.BIND,
                view.id(),
                view.id(),
                "bind-" + bind.state(),
                held(view.pause()),
                lines,
                null);
    }

    private One counterparty(Snapshot.Counterparty counterparty, Instant at) {
        CounterpartyView view = counterparty.view();
        List<Line> lines = new ArrayList<>();
        if (view.work() != null) {
            lines.add(new Line("work", words.work(view.work(), at)));
        }
        lines.add(new Line("breaker", words.breaker(view.breaker())));
        lines.add(new Line("lookups", words.breaker(view.lookups())));
        if (view.silentSince() != null) {
            lines.add(new Line("silent", words.since(view.silentSince())));
        }
        lines.add(new Line("calls", words.rate(counterparty.calls())));
        lines.add(new Line("slowest", words.took(counterparty.slowest())));
        lines.add(new Line("failed", shown.count(counterparty.failed())));
        lines.add(new Line("under-way", shown.count(view.underWay())));
        lines.add(new Line("open", shown.count(counterparty.open())));
        return new One(
                Subject.COUNTERPARTY,
                view.id(),
                words.name(view.id()),
                "counterparty-" + counterparty.state(),
                held(view.pause()),
                lines,
                "/console/failed?queue=counterparty." + view.id());
    }

    private One partner(PartnerStandingView partner, String state) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("name", partner.name()));
        lines.add(new Line("unread", shown.count(partner.waiting())));
        if (partner.blockedSince() != null) {
            lines.add(new Line("blocked", words.since(partner.blockedSince())));
        }
        var suspension = partner.suspension();
        return new One(
                Subject.PARTNER,
                partner.id(),
                partner.id(),
                state,
                suspension == null
                        ? null
                        : new Held(
                                suspension.since(),
                                suspension.who(),
                                Masked.numbers(suspension.reason())),
                lines,
                null);
    }

    private One queue(QueueView queue) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("messages", shown.count(queue.messages())));
        lines.add(new Line("readers", shown.count(queue.consumers())));
        if (queue.oldest() != null) {
            lines.add(new Line("oldest", shown.time(queue.oldest())));
        }
        return new One(
                Subject.QUEUE,
                queue.name(),
                queue.name(),
                "queue",
                null,
                lines,
                "/console/failed?queue=" + queue.name());
    }
}
