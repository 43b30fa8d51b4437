package kz.nusqau.sms;

import java.util.UUID;
import kz.nusqau.mailbox.LinkSessions;
import kz.nusqau.mailbox.Redeliveries;
import kz.nusqau.sms.smpp.Delivery;
import kz.nusqau.sms.smpp.LinkListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Writes down when sessions lived and which answers came late: what may be delivered again. */
@Component
class SmsSessions implements LinkListener {

    private final LinkSessions sessions;
    private final Redeliveries redeliveries;
    private final ObjectProvider<SmsInbox> inbox;

    SmsSessions(LinkSessions sessions, Redeliveries redeliveries, ObjectProvider<SmsInbox> inbox) {
        this.sessions = sessions;
        this.redeliveries = redeliveries;
        this.inbox = inbox;
    }

    @Override
    public UUID opened(String link) {
        return sessions.opened(link);
    }

    @Override
    public void closed(String link, UUID session) {
        sessions.closed(session);
    }

    @Override
    public void answeredLate(Delivery delivery) {
        redeliveries.notAcknowledgedInTime(inbox.getObject().incoming(delivery));
    }
}
