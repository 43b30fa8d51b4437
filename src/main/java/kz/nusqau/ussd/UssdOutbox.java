package kz.nusqau.ussd;

import kz.nusqau.shared.RouteStep;
import kz.nusqau.sms.smpp.SubmitSm;
import org.springframework.stereotype.Component;

/** A screen as the gateway of its link wants it. */
@Component
@RouteStep("ussdOutbox")
public class UssdOutbox {

    /** Writes the PDU. */
    public SubmitSm write(Object body) {
        var outgoing = (OutgoingScreen) body;
        var screen = outgoing.screen();
        return outgoing.dialect()
                .write(
                        screen.address(),
                        outgoing.message().to().digits(),
                        screen.sessionInfo(),
                        outgoing.message().text().text(),
                        screen.ends());
    }
}
