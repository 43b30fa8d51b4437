package kz.nusqau.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kz.nusqau.simulator.smsc.FaultPoint;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.simulator.smsc.Submitted;
import org.springframework.jdbc.core.JdbcTemplate;

/** A partner's text to thousands, in parts, and what the SMSC got of it. */
final class Announcement {

    static final int RECIPIENTS = 2_000;

    /** The sending is known by its first request. */
    static final String ID = "announcement";

    private static final int PART = 500;
    private static final int PAGE = 500;
    private static final int ANSWERED_BEFORE_HOLDING = 300;
    private static final String TEXT = "The shop is closed on 1 January.";
    private static final long FIRST_NUMBER = 77_017_500_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Smsc smsc;

    /** How often the SMSC took the text, by number. */
    private final Map<String, Integer> copies = new ConcurrentHashMap<>();

    /** Of whom the SMSC took the text and never said so. */
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

    private volatile boolean holding;

    /** From its 300th text on the SMSC answers no submit, until {@link #goOn}. */
    Announcement(Smsc smsc) {
        this.smsc = smsc;
        smsc.onSubmit(this::taken);
    }

    private void taken(Submitted submitted) {
        if (!submitted.text().equals(TEXT)) {
            return;
        }
        String number = submitted.destination();
        copies.merge(number, 1, Integer::sum);
        if (holding) {
            unanswered.add(number);
        } else if (unanswered.isEmpty() && copies.size() == ANSWERED_BEFORE_HOLDING) {
            // On the SMSC's own thread: this one is answered, and none behind it.
            smsc.sometimes(1, 0, FaultPoint.SUBMIT, SmscFault.hold());
            holding = true;
        }
    }

    void goOn() {
        holding = false;
        smsc.clearFaults();
    }

    /** By their ids, in the order in which they are to be asked. */
    Map<String, String> requests() {
        Map<String, String> requests = new LinkedHashMap<>();
        for (int part = 1; part <= RECIPIENTS / PART; part++) {
            ObjectNode request = JSON.createObjectNode().put("version", 1);
            if (part == 1) {
                request.put("type", "message.send").put("requestId", ID).put("sender", "7701");
                request.putObject("texts").put("en", TEXT);
            } else {
                request.put("type", "message.append")
                        .put("requestId", ID + "-" + part)
                        .put("createdBy", ID)
                        .put("part", part);
            }
            numbers((part - 1) * PART, PART).forEach(request.putArray("recipients")::add);
            if (part < RECIPIENTS / PART) {
                request.put("more", true);
            }
            requests.put(request.path("requestId").asText(), request.toString());
        }
        return requests;
    }

    /** What became of each, page by page. */
    static Map<String, String> questions() {
        Map<String, String> questions = new LinkedHashMap<>();
        for (int from = 0; from < RECIPIENTS; from += PAGE) {
            String id = ID + "-from-" + from;
            ObjectNode question =
                    JSON.createObjectNode()
                            .put("type", "message.outcomes")
                            .put("version", 1)
                            .put("requestId", id)
                            .put("createdBy", ID)
                            .put("from", from);
            questions.put(id, question.toString());
        }
        return questions;
    }

    static boolean isFinished(JsonNode event) {
        return event.path("type").asText().equals("message.finished");
    }

    /** All of them. */
    static List<String> numbers() {
        return numbers(0, RECIPIENTS).toList();
    }

    private static Stream<String> numbers(int from, int count) {
        return LongStream.range(FIRST_NUMBER + from, FIRST_NUMBER + from + count)
                .mapToObj(String::valueOf);
    }

    Set<String> reached() {
        return Set.copyOf(copies.keySet());
    }

    Set<String> unanswered() {
        return Set.copyOf(unanswered);
    }

    /** Who has it more than once. */
    Set<String> repeated() {
        return copies.entrySet().stream()
                .filter(each -> each.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Whether the hub has written down all that the SMSC answered, which answers no more. */
    boolean isHeldAndAllElseKnown(JdbcTemplate hub) {
        Set<String> answered = new HashSet<>(reached());
        answered.removeAll(unanswered);
        return !unanswered.isEmpty() && acknowledged(hub).containsAll(answered);
    }

    /** Whom the SMSC has the text for, and the hub doesn't know that. */
    Set<String> unknownTo(JdbcTemplate hub) {
        Set<String> unknown = new HashSet<>(reached());
        unknown.removeAll(acknowledged(hub));
        return unknown;
    }

    private static Set<String> acknowledged(JdbcTemplate hub) {
        List<String> numbers = numbers();
        return hub
                .queryForList(
                        """
                        SELECT DISTINCT r.place FROM partner.recipient r
                          JOIN mailbox.outbound_part p ON p.message = r.message_id
                        """,
                        Integer.class)
                .stream()
                .map(numbers::get)
                .collect(Collectors.toSet());
    }
}
