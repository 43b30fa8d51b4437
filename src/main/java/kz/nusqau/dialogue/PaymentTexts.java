package kz.nusqau.dialogue;

import java.util.List;
import java.util.Map;
import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.payment.News;
import kz.nusqau.payment.PaymentNews;
import kz.nusqau.payment.PaymentsChanged;
import kz.nusqau.shared.TimeOrderedId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells payers how their payments go on; written in the transaction that made the news. */
@Component
final class PaymentTexts {

    private final Replies replies;
    private final Outbox outbox;
    private final Catalogue catalogue;

    PaymentTexts(Replies replies, Outbox outbox, Catalogue catalogue) {
        this.replies = replies;
        this.outbox = outbox;
        this.catalogue = catalogue;
    }

    @EventListener
    void tell(PaymentsChanged changed) {
        List<OutboundText> texts = changed.news().stream().map(this::text).toList();
        outbox.send(texts);
    }

    private OutboundText text(PaymentNews news) {
        return new OutboundText(
                TimeOrderedId.next(),
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
                Map.of(
                        "amount", news.amount(),
                        "fee", news.fee(),
                        "payee",
                                catalogue.providers().get(news.provider()).name(news.language())
                                        + " *"
                                        + news.requisiteTail());
        return switch (news.news()) {
            case News.Paid(var number) -> {
                Reply receipt = replies.say("receipt.pay", facts);
                receipt.arguments().put("number", number);
                yield receipt;
            }
            case News.NotPaid(var reason) -> replies.refusal(reason, null, news.brand());
            case News.Undone(var reason) -> replies.say("undone", facts);
            case News.StillWorking() -> replies.say("still-working", facts);
            case News.UnderReview() -> replies.say("review", facts);
            case News.Expired() -> replies.say("expired", facts);
        };
    }
}
