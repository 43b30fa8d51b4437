package kz.nusqau.simulator.bank;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What all answers of a bank have in common: versions, ids, times, headers. */
final class Letters {

    private final Profile profile;
    private final Iso20022 iso;
    private final Messages messages;
    private final Clock clock;
    private final AtomicLong number = new AtomicLong();

    Letters(Profile profile, Clock clock) {
        this.profile = profile;
        this.messages = new Messages(profile.messages());
        this.iso = new Iso20022(messages);
        this.clock = clock;
    }

    Iso20022.Read read(String xml) throws MalformedMessage {
        return iso.read(xml);
    }

    String write(String family, Element root) {
        return iso.write(family, root);
    }

    /** The version in which this bank speaks of a family. */
    String version(String family) {
        return messages.id(family);
    }

    /** Nothing was done. */
    String reject(String reference, String reason, String description) {
        var root = new Element("admi.002.001.01");
        root.put("RltdRef/Ref", reference.isEmpty() ? "NOTPROVIDED" : cut(reference, 35));
        root.in(
                "Rsn",
                rsn -> {
                    rsn.put("RjctgPtyRsn", reason);
                    rsn.put("RjctnDtTm", now());
                    rsn.put("RsnDesc", cut(description.isEmpty() ? "refused" : description, 350));
                });
        return iso.write(Messages.REJECTION, root);
    }

    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    static String mobile(String msisdn) {
        return "+" + msisdn.charAt(0) + "-" + msisdn.substring(1);
    }

    void parties(Element assignment) {
        assignment.put("Assgnr/Agt/FinInstnId/BICFI", profile.bic());
        assignment.put("Assgne/Pty/Nm", "CLIENT");
    }

    void header(Element root, String name) {
        root.in(name, header -> header.put("MsgId", nextId()).put("CreDtTm", now()));
    }

    void reportHeader(Element root, String name, BankRequest request) {
        root.in(
                name,
                header ->
                        header.put("MsgId", nextId())
                                .put("CreDtTm", now())
                                .put("OrgnlBizQry/MsgId", request.id()));
    }

    String nextId() {
        return profile.bankCode() + "-" + number.incrementAndGet();
    }

    String now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
