package kz.nusqau.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.payment.PartnerTotal;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.subscriber.AccessLevel;
import kz.nusqau.subscriber.PartnerUser;
import kz.nusqau.subscriber.Scope;
import org.junit.jupiter.api.Test;

/** Document and code say the same, in both directions. */
class ContractTest {

    private static final PartnerProperties.Api API =
            new PartnerProperties.Api(
                    "partners.html",
                    Duration.ofDays(90),
                    Duration.ofDays(30),
                    Duration.ofMinutes(15),
                    8,
                    new PartnerProperties.Questions(5, Duration.ofDays(1), Duration.ofMinutes(10)),
                    Duration.ofMinutes(15),
                    Duration.ofDays(1));

    private final Contract contract = new Contract();

    @Test
    void describesEveryRequestAndNoOther() {
        assertThat(channel("requests"))
                .isEqualTo(words(Arrays.stream(RequestType.values()).map(RequestType::word)));
    }

    @Test
    void describesEveryEventAndNoOther() {
        // That it waits is told with the reply.
        var waiting =
                EnumSet.of(PartnerPayment.Status.AWAITING_APPROVAL, PartnerPayment.Status.PENDING);
        var payments =
                Arrays.stream(PartnerPayment.Status.values())
                        .filter(s -> !waiting.contains(s))
                        .map(Wording::event);
        var service = Arrays.stream(ServiceEvent.values()).map(ServiceEvent::word);
        var codes = Arrays.stream(CodeEvent.values()).map(CodeEvent::word);
        var sendings = Arrays.stream(SendingEvent.values()).map(SendingEvent::word);

        var users = Arrays.stream(UserEvent.values()).map(UserEvent::word);
        var disclosures =
                Arrays.stream(Disclosure.Status.values())
                        .filter(s -> s != Disclosure.Status.PENDING)
                        .map(Wording::event);

        assertThat(channel("events"))
                .isEqualTo(
                        words(
                                Stream.of(payments, service, codes, sendings, disclosures, users)
                                        .flatMap(it -> it)));
    }

    @Test
    void describesEveryMessageOnAChannel() {
        var onChannels = new TreeSet<>(channel("requests"));
        onChannels.addAll(channel("events"));
        onChannels.addAll(channel("replies"));

        assertThat(new TreeSet<>(contract.messages())).isEqualTo(onChannels);
    }

    @Test
    void namesEveryWordOfReplies() {
        assertThat(values("FaultCode"))
                .isEqualTo(words(Arrays.stream(FaultCode.values()).map(Enum::name)));
        assertThat(values("Category"))
                .isEqualTo(
                        words(
                                Arrays.stream(FaultCode.Category.values())
                                        .map(FaultCode.Category::word)));
        assertThat(values("CodeStatus"))
                .isEqualTo(
                        words(Arrays.stream(Answer.OfCode.Standing.values()).map(Wording::word)));
        assertThat(values("DisclosureStatus"))
                .isEqualTo(words(Arrays.stream(Disclosure.Status.values()).map(Wording::word)));
        assertThat(values("AccessLevel"))
                .isEqualTo(words(Arrays.stream(AccessLevel.values()).map(Wording::word)));
        assertThat(values("Notifications"))
                .isEqualTo(
                        words(
                                Arrays.stream(PartnerUser.Notifications.values())
                                        .map(Wording::word)));
        assertThat(values("DisclosureFailure"))
                .isEqualTo(words(Arrays.stream(Disclosure.Failure.values()).map(Enum::name)));
        assertThat(values("About"))
                .isEqualTo(words(Arrays.stream(Scope.About.values()).map(Wording::word)));
        assertThat(values("Status"))
                .isEqualTo(words(Arrays.stream(PartnerPayment.Status.values()).map(Wording::word)));
        assertThat(values("SendingStatus"))
                .isEqualTo(words(Arrays.stream(Sending.State.values()).map(Sending.State::word)));
        assertThat(values("RecipientStatus"))
                .isEqualTo(
                        words(Arrays.stream(RecipientStatus.values()).map(RecipientStatus::word)));
        assertThat(values("RecipientRefusal"))
                .isEqualTo(words(Arrays.stream(RecipientRefusal.values()).map(Enum::name)));
    }

    @Test
    void namesTheLimitsOfSendingsAndPages() {
        var schemas = contract.document().at("/components/schemas");
        assertThat(schemas.at("/Place/maximum").asInt())
                .isEqualTo(SendingRequests.MOST_RECIPIENTS - 1);
        assertThat(schemas.at("/Outcomes/properties/list/maxItems").asInt())
                .isEqualTo(RunningSendings.PAGE);
        assertThat(schemas.at("/Report/properties/list/maxItems").asInt())
                .isEqualTo(DayReports.PAGE);
    }

    @Test
    void hasPagesThatFitIntoAMessage() {
        assertThat(longest("Outcomes")).isLessThan(Bodies.MOST_BYTES);
        assertThat(longest("Report")).isLessThan(Bodies.MOST_BYTES);
    }

    /** Bytes of a reply that is as long as the schema lets it be. */
    private static int longest(String page) {
        var wording = new Wording(new PartnerProperties(Map.of(), API), new Contract());
        Instant at = Instant.parse("2026-11-22T09:30:00.123Z");
        var envelope = new Envelope("p", 0, "", "message.outcomes", "r".repeat(64), false, 1);
        var id = InstructionId.next();
        var view = new SendingView(id.value(), "r", Sending.State.SENDING, false, 1, 1, Map.of());
        Answer answer =
                page.equals("Outcomes")
                        ? new Answer.OfOutcomes(
                                view,
                                Collections.nCopies(
                                        RunningSendings.PAGE,
                                        new SendingStore.Outcome(
                                                9_999,
                                                RecipientStatus.UNDELIVERABLE,
                                                RecipientRefusal.SUBSCRIBER_NOT_ELIGIBLE.name(),
                                                at)),
                                OptionalInt.of(9_999))
                        : new Answer.OfReport(report(id, at));
        return wording.reply(envelope, answer, at).getBytes(StandardCharsets.UTF_8).length;
    }

    private static DayReport report(InstructionId id, Instant at) {
        var most = Money.tiyn(99_999_999_999_999L);
        var payment =
                new PartnerPayment(
                        id,
                        "p",
                        "p".repeat(32),
                        most,
                        most,
                        PartnerPayment.Status.CONFIRMED,
                        Optional.of(RefusalReason.SERVICE_UNAVAILABLE),
                        Optional.of("N".repeat(40)));
        return new DayReport(
                LocalDate.of(2026, 11, 22),
                true,
                Arrays.stream(PartnerPayment.Status.values())
                        .map(status -> new PartnerTotal(status, Integer.MAX_VALUE, most, most))
                        .toList(),
                Collections.nCopies(
                        DayReports.PAGE,
                        new DayReport.Line(
                                new RequestStore.Proposed(id, "r".repeat(64), at), payment)),
                Optional.of(id));
    }

    @Test
    void hasExamplesOfEachMessageThatAreAsDescribed() {
        var faults = new ArrayList<String>();
        for (var message : contract.document().at("/components/messages").properties()) {
            JsonNode examples = message.getValue().path("examples");
            assertThat(examples).as(message.getKey()).isNotEmpty();
            for (JsonNode example : examples) {
                contract.fault(message.getKey(), example.path("payload"))
                        .ifPresent(fault -> faults.add(message.getKey() + ": " + fault));
            }
        }

        assertThat(faults).isEmpty();
    }

    @Test
    void refersToNothingThatIsNotThere() {
        List<String> dangling =
                contract.document().findValuesAsText("$ref").stream()
                        .filter(ref -> contract.document().at(ref.substring(1)).isMissingNode())
                        .toList();

        assertThat(dangling).isEmpty();
    }

    private Set<String> channel(String name) {
        var found = new TreeSet<String>();
        contract.document()
                .at("/channels/" + name + "/messages")
                .fieldNames()
                .forEachRemaining(found::add);
        return found;
    }

    private Set<String> values(String schema) {
        var found = new TreeSet<String>();
        contract.document()
                .at("/components/schemas/" + schema + "/enum")
                .forEach(value -> found.add(value.asText()));
        return found;
    }

    private static Set<String> words(Stream<String> words) {
        return words.collect(Collectors.toCollection(TreeSet::new));
    }
}
