package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.JMSException;
import java.time.Duration;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.simulator.world.Subscriber;

/** A user of a partner in tests, with a phone, signed in. */
record Person(String userId, String codeId, String msisdn) {

    /** By the partner itself, which has nobody in charge. */
    static Person director(HubUnderTest hub, PartnerClient partner) throws JMSException {
        String msisdn = FreshMsisdn.next();
        return signIn(hub, partner, created(partner.ask(create(msisdn, "full"))), msisdn);
    }

    /** Adds a user, who signs in. */
    Person add(HubUnderTest hub, PartnerClient partner, String level) throws JMSException {
        String whom = FreshMsisdn.next();
        return signIn(hub, partner, created(partner.ask(by(create(whom, level)))), whom);
    }

    private static Person signIn(
            HubUnderTest hub, PartnerClient partner, String userId, String msisdn)
            throws JMSException {
        String codeId = issue(partner, msisdn);
        var verified =
                partner.ask(
                        request("code.verify", id())
                                .put("codeId", codeId)
                                .put("digits", Phone.codeIn(new Phone(hub, msisdn).nextMessage())));
        assertThat(verified.body().at("/code/status").asText()).isEqualTo("verified");
        return new Person(userId, codeId, msisdn);
    }

    /** Has a code for signing in sent; returns its id. */
    static String issue(PartnerClient partner, String msisdn) throws JMSException {
        return partner.ask(
                        request("code.issue", id())
                                .put("subscriber", msisdn)
                                .put("purpose", "sign-in"))
                .body()
                .at("/code/codeId")
                .asText();
    }

    /** From now on the operator says that the SIM of the number was changed so long ago. */
    static void changeSim(HubUnderTest hub, String msisdn, Duration ago) {
        hub.simulator().world().put(Subscriber.ordinary(msisdn).withSimChangedAgo(ago));
    }

    static ObjectNode create(String msisdn, String level) {
        return request("user.create", id()).put("subscriber", msisdn).put("level", level);
    }

    static String created(PartnerClient.Received reply) {
        return reply.body().at("/user/userId").asText();
    }

    /** The request as this user's. */
    ObjectNode by(ObjectNode request) {
        ObjectNode signed = request.deepCopy();
        signed.putObject("by").put("userId", userId).put("codeId", codeId);
        return signed;
    }
}
