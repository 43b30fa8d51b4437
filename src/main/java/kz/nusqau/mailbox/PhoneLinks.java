package kz.nusqau.mailbox;

import java.util.Optional;
import kz.nusqau.shared.Msisdn;

/** By which link a phone is reached that did not write first. */
public interface PhoneLinks {

    /** Empty where no link carries texts. */
    Optional<String> linkOf(Msisdn phone);
}
