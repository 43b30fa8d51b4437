package kz.nusqau.sms;

import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.sms.text.Part;

/** What the parts of one text have in common. */
record PartKey(SubscriberId subscriber, String link, String destination, int reference, int total) {

    static PartKey of(InboxEntry entry, Part part) {
        return new PartKey(
                entry.subscriber(),
                entry.link(),
                entry.destination(),
                part.reference(),
                part.total());
    }
}
