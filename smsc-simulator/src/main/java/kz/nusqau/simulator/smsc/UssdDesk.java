package kz.nusqau.simulator.smsc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.simulator.smsc.pdu.CommandStatus;
import kz.nusqau.simulator.smsc.pdu.MalformedPdu;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import org.jspecify.annotations.Nullable;

/** The dialogues that are open, and which screen belongs to which. */
final class UssdDesk {

    private static final String SERVICE_TYPE = "USSD";
    private static final int MAX_CALLS = 10_000;

    private final Optional<UssdGateway> gateway;
    private final Map<Key, UssdCall> calls =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, UssdCall> eldest) {
                    return size() > MAX_CALLS;
                }
            };

    private int lastId;

    private record Key(String msisdn, int session) {}

    UssdDesk(Optional<UssdGateway> gateway) {
        this.gateway = gateway;
        // Of two octets from the start, where there are as many.
        this.lastId = style().mostIds() / 3;
    }

    boolean isScreen(Submitted submitted) {
        return Tlv.find(submitted.message().tlvs(), Tlv.USSD_SERVICE_OP).isPresent();
    }

    synchronized int nextId() {
        // Zero looks like none.
        lastId = lastId % style().mostIds() + 1;
        return lastId;
    }

    private UssdStyle style() {
        return gateway.map(UssdGateway::style).orElse(UssdStyle.STANDARD);
    }

    synchronized void begin(String msisdn, int session, UssdCall call) {
        calls.put(new Key(msisdn, session), call);
    }

    /**
     * Shows a screen.
     *
     * @throws MalformedPdu with the status of what is wrong with it
     */
    void show(Submitted submitted) {
        var style = style();
        var message = submitted.message();
        if (!message.serviceType().equals(SERVICE_TYPE)) {
            throw new MalformedPdu(
                    CommandStatus.INVALID_SERVICE_TYPE, "service_type " + message.serviceType());
        }
        int operation = message.number(Tlv.USSD_SERVICE_OP).orElse(-1);
        boolean ends = operation == style.finish();
        if ((operation != style.ask() && !ends) || !style.isConsistent(message, ends)) {
            throw new MalformedPdu(CommandStatus.INVALID_TLV_VALUE, "ussd_service_op " + operation);
        }
        var screen = new UssdScreen(submitted.text(), ends, submitted.alphabet(), submitted);
        var key = style.key(message);
        var call = key.isEmpty() ? null : find(submitted.destination(), key.get());
        if (call == null || !call.show(screen)) {
            throw new MalformedPdu(CommandStatus.SUBMIT_FAILED, "no such dialogue");
        }
    }

    private synchronized @Nullable UssdCall find(String msisdn, int session) {
        return calls.get(new Key(msisdn, session));
    }
}
