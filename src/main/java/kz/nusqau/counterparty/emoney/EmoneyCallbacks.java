package kz.nusqau.counterparty.emoney;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.wire.CallbackAddress;
import kz.nusqau.counterparty.wire.CallbackReading;
import kz.nusqau.counterparty.wire.Excerpt;
import kz.nusqau.counterparty.wire.Json;
import kz.nusqau.counterparty.wire.SentCommand;
import kz.nusqau.counterparty.wire.StatusResult;

/** Outcomes that an e-money system tells, signed as we sign our requests. */
final class EmoneyCallbacks implements CallbackReading {

    private final Signing signing;
    private final CallbackAddress address;
    private final String clientId;

    EmoneyCallbacks(Signing signing, CallbackAddress address, String clientId) {
        this.signing = signing;
        this.address = address;
        this.clientId = clientId;
    }

    /** Where the outcome of that command is to be told; empty while we can't be reached. */
    Optional<String> addressOf(CommandKey key) {
        return address.of(key.toString());
    }

    @Override
    public boolean isTimely(Map<String, String> headers) {
        return signing.isTimely(headers);
    }

    @Override
    public boolean isGenuine(String method, String key, Map<String, String> headers, byte[] body) {
        return signing.isGenuine(method, address.path(key), headers, body);
    }

    @Override
    public StatusResult read(SentCommand command, byte[] body) {
        var transaction = Transaction.of(command, clientId);
        Optional<JsonNode> read = Json.read(body).filter(transaction::isNamedBy);
        return read.isEmpty()
                ? new StatusResult.NoAnswer(Excerpt.of(body))
                : EmoneyAnswers.status(transaction, read.get(), () -> Excerpt.of(body));
    }
}
