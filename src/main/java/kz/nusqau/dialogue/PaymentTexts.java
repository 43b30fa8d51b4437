package kz.nusqau.dialogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.payment.News;
import kz.nusqau.payment.PaymentKind;
import kz.nusqau.payment.PaymentNews;
import kz.nusqau.payment.PaymentsChanged;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.TimeOrderedId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells payers how their payments go on; written in the transaction that made the news. */
@Component
final class PaymentTexts {

    private final Replies replies;
    private final ReceiptTexts receipts;
    private final Outbox outbox;

    PaymentTexts(Replies replies, ReceiptTexts receipts, Outbox outbox) {
        this.replies = replies;
        this.receipts = receipts;
        this.outbox = outbox;
    }

    @EventListener
    void tell(PaymentsChanged changed) {
        var texts = new ArrayList<OutboundText>();
        var after = new HashMap<UUID, UUID>();
        for (PaymentNews news : changed.news()) {
            OutboundText text = text(news);
            texts.add(text);
            if (news.afterStillWorking()) {
                after.put(text.id(), stillWorking(news.id()));
            }
        }
        outbox.send(texts, after);
    }

    /** Known beforehand, so that it never comes after the outcome. */
    private static UUID stillWorking(InstructionId payment) {
        return TimeOrderedId.beside(payment.value(), 1);
    }

    private OutboundText text(PaymentNews news) {
        return new OutboundText(
                news.news() instanceof News.StillWorking
                        ? stillWorking(news.id())
                        : TimeOrderedId.next(),
                news.subscriber(),
                news.link(),
                news.shortCode(),
                replies.render(reply(news), news.language()),
                Priority.REPLY,
                null,
                news.id());
    }

    private Reply reply(PaymentNews news) {
        Map<String, Object> facts =
                new HashMap<>(
                        Map.of(
                                "amount", news.amount(),
                                "fee", news.fee(),
                                "system", BankTexts.name(news.system()),
                                "payee",
                                        receipts.payee(
                                                news.provider(),
                                                news.payeeTail(),
                                                news.language())));
        news.bank().ifPresent(bank -> facts.putAll(replies.facts(bank, news.language())));
        String deed = ReceiptTexts.deed(news.kind());
        return switch (news.news()) {
            case News.Paid(var number) -> {
                Reply receipt = replies.say("receipt." + deed, facts);
                receipt.arguments().put("number", number);
                yield receipt;
            }
            case News.NotPaid(var reason) -> notPaid(news, reason, facts);
            case News.Undone(var reason) -> replies.say("undone." + deed, facts);
            case News.StillWorking() -> replies.say("still-working." + deed, facts);
            case News.Scheduled(var day) -> {
                facts.put("date", BankTexts.day(day));
                yield replies.say("scheduled." + deed, facts);
            }
            case News.UnderReview() -> replies.say("review." + deed, facts);
            case News.Expired() -> replies.say("expired." + deed, facts);
        };
    }

    /** What the e-money system won't take back goes to a person. */
    private Reply notPaid(PaymentNews news, RefusalReason reason, Map<String, Object> facts) {
        boolean refused =
                reason != RefusalReason.SERVICE_UNAVAILABLE && reason != RefusalReason.RECALLED;
        return news.kind() == PaymentKind.REVERSAL && refused
                ? replies.say("not-reversed", facts)
                : replies.refusal(reason, news.brand());
    }
}
