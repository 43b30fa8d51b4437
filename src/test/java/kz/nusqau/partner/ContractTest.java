package kz.nusqau.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.subscriber.AccessLevel;
import kz.nusqau.subscriber.PartnerUser;
import kz.nusqau.subscriber.Scope;
import org.junit.jupiter.api.Test;

/** Document and code say the same, in both directions. */
class ContractTest {

    private final Contract contract = new Contract();

    @Test
    void describesEveryRequestAndNoOther() {
        assertThat(channel("requests"))
                .isEqualTo(words(Arrays.stream(RequestType.values()).map(RequestType::word)));
    }

    @Test
    void describesEveryEventAndNoOther() {
        // That it is pending is told with the reply.
        var payments =
                Arrays.stream(PartnerPayment.Status.values())
                        .filter(s -> s != PartnerPayment.Status.PENDING)
                        .map(Wording::event);
        var service = Arrays.stream(ServiceEvent.values()).map(ServiceEvent::word);

        var users = Arrays.stream(UserEvent.values()).map(UserEvent::word);
        var disclosures =
                Arrays.stream(Disclosure.Status.values())
                        .filter(s -> s != Disclosure.Status.PENDING)
                        .map(Wording::event);

        assertThat(channel("events"))
                .isEqualTo(
                        words(Stream.of(payments, service, disclosures, users).flatMap(it -> it)));
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
