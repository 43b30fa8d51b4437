package kz.nusqau.counterparty.command;

import static kz.nusqau.counterparty.command.CommandStore.set;
import static kz.nusqau.counterparty.command.CommandStore.subscriber;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.command.PersonalSide.Item;
import kz.nusqau.counterparty.wire.SentCommand;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import org.springframework.jdbc.core.JdbcTemplate;

/** The commands that counterparties tell of. */
final class CallbackStore {

    private final JdbcTemplate jdbc;
    private final PersonalSide personal;

    CallbackStore(JdbcTemplate jdbc, PersonalSide personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    /** A command as it was sent, and to whom. */
    record Found(String counterparty, SubscriberId subscriber, SentCommand command) {}

    private record Row(CommandKey key, String counterparty, Item sealed) {}

    /** Without keys that are not there and without those of erased subscribers. */
    Map<CommandKey, Found> find(Collection<CommandKey> keys) {
        List<Row> rows =
                jdbc.query(
                        """
                        select c.instruction, c.step, c.generation, c.counterparty, c.subscriber,
                            c.payload
                        from counterparty.command c
                        join unnest(?::uuid[], ?::text[], ?::int[])
                            as a(instruction, step, generation)
                            using (instruction, step, generation)
                        """,
                        statement -> set(statement, 1, Keys.of(keys)),
                        (row, number) ->
                                new Row(
                                        Keys.read(row),
                                        row.getString("counterparty"),
                                        new Item(subscriber(row), row.getBytes("payload"))));
        List<Item> items = rows.stream().map(Row::sealed).toList();
        Map<SubscriberId, Msisdn> numbers =
                personal.msisdns(items.stream().map(Item::subscriber).distinct().toList());
        var payloads = personal.open(items);
        Map<CommandKey, Found> found = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Msisdn number = numbers.get(row.sealed.subscriber());
            if (number != null && payloads.get(i).isPresent()) {
                Operation operation = CommandCodec.readOperation(payloads.get(i).get());
                var command = new SentCommand(row.key, number, operation);
                found.put(row.key, new Found(row.counterparty, row.sealed.subscriber(), command));
            }
        }
        return found;
    }
}
