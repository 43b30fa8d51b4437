package kz.nusqau.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import kz.nusqau.catalogue.CatalogueDesk;
import kz.nusqau.catalogue.CatalogueVersion;
import kz.nusqau.failedmessages.EditView;
import kz.nusqau.failedmessages.Edits;
import kz.nusqau.failedmessages.FailedMessageView;
import kz.nusqau.failedmessages.FailedMessages;
import kz.nusqau.failedmessages.GroupReplayView;
import kz.nusqau.failedmessages.GroupReplays;
import kz.nusqau.failedmessages.Source;
import kz.nusqau.payment.PaymentDesk;
import kz.nusqau.payment.RefundApplicationView;
import kz.nusqau.reconciliation.BreakView;
import kz.nusqau.reconciliation.Reconciliation;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What waits for a person, whatever it is: for how long, with whom, and what to do next. */
@Component
class WorkQueues {

    static final ZoneId HERE = ZoneId.of("Asia/Almaty");

    /** Of each queue the oldest; the rest is on its own page. */
    private static final int SHOWN = 20;

    private final FailedMessages desk;
    private final GroupReplays groups;
    private final Edits edits;
    private final Reconciliation reconciliation;
    private final PaymentDesk payments;
    private final CatalogueDesk catalogue;
    private final CatalogueWords catalogueWords;
    private final Words words;

    WorkQueues(
            FailedMessages desk,
            GroupReplays groups,
            Edits edits,
            Reconciliation reconciliation,
            PaymentDesk payments,
            CatalogueDesk catalogue,
            CatalogueWords catalogueWords,
            Words words) {
        this.desk = desk;
        this.groups = groups;
        this.edits = edits;
        this.reconciliation = reconciliation;
        this.payments = payments;
        this.catalogue = catalogue;
        this.catalogueWords = catalogueWords;
        this.words = words;
    }

    /** What a queue is about. */
    enum About {
        /** A counterparty has not said what it did, or contradicts itself. */
        UNKNOWN,
        /** Instructions that their sagas can't end. */
        REVIEW,
        /** Texts and messages that could not be handled. */
        UNHANDLED,
        BREAKS,
        /**
         * Edits, lists and versions of the catalogue that wait for a decision, and refunds that are
         * owed by a day.
         */
        APPROVALS
    }

    /**
     * One queue.
     *
     * @param all how many wait, more than are shown perhaps
     * @param address where all of them are, null where these are all
     */
    record Queue(About about, long all, @Nullable String address, List<Task> tasks) {}

    /**
     * One thing to do.
     *
     * @param address of its page
     * @param since when it waits
     * @param owner who looks into it, null for nobody
     * @param next what to do
     * @param late whether it should have been done by now
     */
    record Task(
            String address,
            String title,
            String detail,
            Instant since,
            @Nullable String owner,
            String next,
            boolean late) {}

    List<Queue> all() {
        return List.of(
                failed(About.UNKNOWN, Source.COMMAND),
                failed(About.REVIEW, Source.REVIEW),
                failed(About.UNHANDLED, Source.INBOX, Source.QUEUE),
                breaks(),
                approvals());
    }

    private Queue failed(About about, Source... sources) {
        List<Task> tasks =
                Stream.of(sources)
                        .flatMap(source -> desk.oldest(source, SHOWN).stream())
                        .map(this::task)
                        .toList();
        long all = Stream.of(sources).mapToLong(desk::waiting).sum();
        return new Queue(about, all, "/console/failed", tasks);
    }

    private Task task(FailedMessageView message) {
        return new Task(
                "/console/failed/" + message.id(),
                words.cause(message),
                message.errorMessage(),
                message.firstFailedAt(),
                message.assignee(),
                words.advice(message),
                false);
    }

    private Queue breaks() {
        List<Task> tasks = reconciliation.unresolved(SHOWN).stream().map(this::task).toList();
        long all = reconciliation.open().stream().mapToLong(alike -> alike.open()).sum();
        return new Queue(About.BREAKS, all, null, tasks);
    }

    private Task task(BreakView each) {
        return new Task(
                "/console/breaks/" + each.id(),
                words.breakKind(each.kind()),
                "%s, %s".formatted(each.counterparty(), each.day()),
                each.foundAt(),
                each.assignee(),
                words.breakNext(each.state()),
                false);
    }

    private Queue approvals() {
        List<Task> tasks =
                Stream.of(
                                payments.openRefunds(SHOWN).stream().map(this::task),
                                edits.open(SHOWN).stream().map(this::task),
                                catalogue.proposed().stream().map(this::task),
                                groups.waiting(SHOWN).stream().map(this::task))
                        .flatMap(each -> each)
                        .toList();
        return new Queue(About.APPROVALS, tasks.size(), null, tasks);
    }

    private Task task(RefundApplicationView refund) {
        return new Task(
                Search.subscriber(new SubscriberId(refund.subscriber())),
                words.refund(refund.state()),
                words.dueOn(refund.dueOn()),
                startOf(refund.appliedOn()),
                refund.tries().getLast().who(),
                words.refundNext(refund.state()),
                refund.overdue());
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(HERE).toInstant();
    }

    private Task task(EditView edit) {
        return new Task(
                "/console/edits/" + edit.id(),
                words.editOf(edit.message()),
                edit.reason(),
                edit.proposedAt(),
                edit.proposedBy(),
                words.editNext(),
                false);
    }

    private Task task(CatalogueVersion version) {
        return new Task(
                "/console/catalogue/%s/versions/%d"
                        .formatted(version.document().word(), version.number()),
                catalogueWords.version(version),
                String.valueOf(version.reason()),
                version.proposedAt() == null ? version.draftedAt() : version.proposedAt(),
                version.draftedBy(),
                catalogueWords.next(),
                false);
    }

    private Task task(GroupReplayView group) {
        return new Task(
                "/console/groups/" + group.id(),
                words.groupOf(group.total()),
                "",
                group.createdAt(),
                group.preparedBy(),
                words.groupNext(),
                false);
    }
}
