package kz.nusqau.mailbox;

import java.util.Optional;
import kz.nusqau.shared.Msisdn;

/** By which link a phone is reached that did not write first, and how. */
public interface PhoneLinks {

    /** Empty where no link carries texts. */
    Optional<String> linkOf(Msisdn phone);

    /** Whether texts of a link may come from there. */
    boolean sendsFrom(String link, String sender);

    /** How many parts a text takes, on the link where it takes most. */
    int parts(String text);
}
