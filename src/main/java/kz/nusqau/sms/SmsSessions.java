package kz.nusqau.sms;

import java.util.UUID;
import kz.nusqau.mailbox.LinkSessions;
import kz.nusqau.mailbox.Redeliveries;
import kz.nusqau.sms.smpp.Address;
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
    private final ObjectProvider<SmsLinks> links;
    private final ObjectProvider<ReachablePhones> phones;

    SmsSessions(
            LinkSessions sessions,
            Redeliveries redeliveries,
            ObjectProvider<SmsInbox> inbox,
            ObjectProvider<SmsLinks> links,
            ObjectProvider<ReachablePhones> phones) {
        this.sessions = sessions;
        this.redeliveries = redeliveries;
        this.inbox = inbox;
        this.links = links;
        this.phones = phones;
    }

    @Override
    public UUID opened(String link) {
        return sessions.opened(link);
    }

    @Override
    public void closed(String link, UUID session, boolean inOrder) {
        sessions.closed(session, inOrder);
    }

    @Override
    public void reachable(String slot, Address phone) {
        var bind = slot.substring(0, slot.lastIndexOf('/'));
        SenderNumber.of(phone)
                .ifPresent(
                        number ->
                                phones.getObject()
                                        .back(links.getObject().ofBind(bind).name(), number));
    }

    @Override
    public void answeredLate(Delivery delivery) {
        redeliveries.notAcknowledgedInTime(inbox.getObject().incoming(delivery));
    }
}
