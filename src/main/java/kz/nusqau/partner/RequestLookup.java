package kz.nusqau.partner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds partners' requests by the ids that partners gave them; for support staff. */
@Component
public class RequestLookup {

    private final JdbcTemplate jdbc;
    private final PartnerProperties properties;

    RequestLookup(JdbcTemplate jdbc, PartnerProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /**
     * A request.
     *
     * @param type {@code payment.create}
     * @param instruction that it began, if any
     */
    public record Found(
            String partner,
            String requestId,
            String type,
            Instant receivedAt,
            Optional<InstructionId> instruction) {}

    /** Of all partners, as each gives ids of its own. */
    public List<Found> find(String requestId) {
        return jdbc.query(
                "SELECT partner, type, received_at, instruction_id FROM partner.request"
                        + " WHERE partner = ANY (?) AND request_id = ? ORDER BY partner",
                (row, n) ->
                        new Found(
                                row.getString(1),
                                requestId,
                                row.getString(2),
                                row.getTimestamp(3).toInstant(),
                                Optional.ofNullable(row.getObject(4, UUID.class))
                                        .map(InstructionId::new)),
                properties.partners().keySet().toArray(String[]::new),
                requestId);
    }
}
