package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.dialogue.CustomerMessage;
import kz.nusqau.dialogue.Dialogue;
import kz.nusqau.dialogue.PauseNotices;
import kz.nusqau.mailbox.Inbox;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.mailbox.IncomingMessage;
import kz.nusqau.mailbox.IncomingMessage.Kind;
import kz.nusqau.mailbox.Redeliveries;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.PostgresForTests.TestDatabase;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.text.Alphabet;
import kz.nusqau.simulator.smsc.text.Concatenation;
import kz.nusqau.simulator.smsc.text.Segmenter;
import kz.nusqau.simulator.smsc.text.TextForm;
import kz.nusqau.sms.smpp.Binds;
import kz.nusqau.sms.smpp.RawMessage;
import kz.nusqau.subscriber.SubscriberSide;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads and joins what is in the inbox, with the real database; the neighbours are mocks. */
class SmsTextsIT {

    private static final TestDatabase DB = PostgresForTests.migrated();
    private static final String LONG_TEXT =
            "оплата alma 7273001123 1500тг, пожалуйста, за ноябрь и за декабрь тоже, 🙂 спасибо";

    private final JdbcTemplate jdbc = new JdbcTemplate(DB.dataSource());
    private final JdbcTransactionManager transactions =
            new JdbcTransactionManager(jdbc.getDataSource());
    private final TransactionTemplate transaction = new TransactionTemplate(transactions);
    private final SubscriberSide side = SubscriberSide.on(jdbc, transactions);
    private final Parts parts = new Parts(jdbc, side.personalData());
    private final Inbox inbox = mock(Inbox.class);
    private final Redeliveries redeliveries = mock(Redeliveries.class);
    private final Timeline timeline = mock(Timeline.class);
    private final Dialogue dialogue = mock(Dialogue.class);
    private final PauseNotices pauseNotices = mock(PauseNotices.class);
    private final SmppProperties properties =
            new SmppProperties(
                    List.of(),
                    java.util.Map.of(),
                    Duration.ofMinutes(3),
                    new SmppProperties.OutbindPort("127.0.0.1", null, null),
                    100);
    private final SmsTexts texts =
            new SmsTexts(
                    inbox,
                    redeliveries,
                    timeline,
                    parts,
                    new SmsLinks(properties, new Binds(List.of())),
                    new FairUse(
                            new FairUseProperties(20, Duration.ofHours(1), Duration.ofMinutes(10))),
                    dialogue,
                    pauseNotices,
                    transaction);

    private final List<CustomerMessage> said = new ArrayList<>();
    private final List<InboxEntry> finished = new ArrayList<>();
    private final List<TimelineEntry> recorded = new ArrayList<>();
    private final Msisdn phone = new Msisdn("7701" + (1000000 + (int) (Math.random() * 8999999)));
    private long nextId = System.nanoTime();

    @BeforeEach
    void listen() {
        when(redeliveries.check(anyCollection())).thenReturn(Set.of());
        doAnswer(call -> said.addAll(call.<List<CustomerMessage>>getArgument(0)))
                .when(dialogue)
                .converse(any());
        doAnswer(call -> finished.addAll(call.<Collection<InboxEntry>>getArgument(0)))
                .when(inbox)
                .finish(any());
        doAnswer(call -> recorded.addAll(call.<List<TimelineEntry>>getArgument(0)))
                .when(timeline)
                .record(any());
    }

    @Test
    void givesAWholeTextToTheDialogue() {
        var entry = entry(single("баланс", Alphabet.UCS2));

        texts.handle(List.of(entry));

        assertThat(said)
                .containsExactly(
                        new CustomerMessage(
                                entry, phone, "operator", "9909", "баланс", entry.receivedAt()));
        assertThat(finished).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Alphabet.class)
    void readsEveryAlphabet(Alphabet alphabet) {
        texts.handle(List.of(entry(single("pay @alma_1 €", alphabet))));

        assertThat(said.getFirst().text())
                .isEqualTo(alphabet == Alphabet.LATIN1 ? "pay @alma_1 ?" : "pay @alma_1 €");
    }

    @ParameterizedTest
    @EnumSource(Concatenation.class)
    void joinsThePartsHoweverTheyAreMarked(Concatenation how) {
        for (var part : split(LONG_TEXT, how)) {
            texts.handle(List.of(entry(part)));
        }

        assertThat(said).extracting(CustomerMessage::text).containsExactly(LONG_TEXT);
    }

    @Test
    void joinsPartsThatComeInAnyOrderAndTwice() {
        var three = split(LONG_TEXT + LONG_TEXT, Concatenation.UDH_8_BIT);
        assertThat(three).hasSize(3);
        for (int number : new int[] {2, 0, 2, 1}) {
            texts.handle(List.of(entry(three.get(number))));
        }

        assertThat(said).extracting(CustomerMessage::text).containsExactly(LONG_TEXT + LONG_TEXT);
        assertThat(finished).hasSize(3);
        assertThat(recorded).extracting(TimelineEntry::kind).containsOnly("text.part");
    }

    @Test
    void joinsACharacterThatThePhoneCutInTwo() {
        var half = Alphabet.UCS2.encode("a🙂b").toByteArray();
        var first = withHeader(1, java.util.Arrays.copyOf(half, 4));
        var second = withHeader(2, java.util.Arrays.copyOfRange(half, 4, half.length));

        texts.handle(List.of(entry(first)));
        texts.handle(List.of(entry(second)));

        assertThat(said).extracting(CustomerMessage::text).containsExactly("a🙂b");
    }

    @Test
    void saysTheSameWhenTheLastPartIsLookedAtAgain() {
        var both = split(LONG_TEXT, Concatenation.UDH_8_BIT);
        texts.handle(List.of(entry(both.get(0))));
        var last = entry(both.get(1));

        texts.handle(List.of(last));
        texts.handle(List.of(last));

        assertThat(said).extracting(CustomerMessage::text).containsExactly(LONG_TEXT, LONG_TEXT);
        assertThat(finished).doesNotContain(last);
    }

    @Test
    void keepsPartsOfDifferentShortCodesApart() {
        var both = split(LONG_TEXT, Concatenation.UDH_8_BIT);

        texts.handle(List.of(entry(both.get(0), "9909", Optional.of(phone))));
        texts.handle(List.of(entry(both.get(1), "7701", Optional.of(phone))));

        assertThat(said).isEmpty();
    }

    @Test
    void tellsTheDialogueOnceWhenPartsStayAway() {
        var accepted = new ArrayList<IncomingMessage>();
        when(inbox.accept(any()))
                .thenAnswer(
                        call -> {
                            accepted.add(call.getArgument(0));
                            return CompletableFuture.completedFuture(null);
                        });
        var part =
                entry(
                        split(LONG_TEXT, Concatenation.UDH_8_BIT).getFirst(),
                        "9909",
                        Optional.of(phone),
                        Instant.now().minus(4, ChronoUnit.MINUTES));
        texts.handle(List.of(part));
        var sweep =
                new PartSweep(
                        parts,
                        inbox,
                        side.subscribers(),
                        side.personalData(),
                        transaction,
                        properties);

        sweep.sweep();
        sweep.sweep();
        sweep.stop();

        var notes = accepted.stream().filter(m -> m.source().equals(Optional.of(phone))).toList();
        assertThat(notes).hasSize(1);
        var note = entryOf(notes.getFirst());
        texts.handle(List.of(note));
        assertThat(said).extracting(CustomerMessage::text).containsExactly(SmsTexts.UNREADABLE);
        assertThat(recorded).extracting(TimelineEntry::detail).contains("of 2 parts came 1");
    }

    @Test
    void keepsPartsSealed() {
        texts.handle(List.of(entry(split(LONG_TEXT, Concatenation.UDH_8_BIT).getFirst())));

        var rows =
                jdbc.queryForList(
                        "SELECT encode(sealed_octets, 'escape') FROM sms.part", String.class);

        assertThat(rows)
                .isNotEmpty()
                .noneMatch(row -> row.contains("alma") || row.contains("\\000a\\000l"));
    }

    @Test
    void dropsWhatTheSmscDeliveredTwice() {
        var again = entry(single("баланс", Alphabet.UCS2));
        when(redeliveries.check(anyCollection())).thenReturn(Set.of(again));

        texts.handle(List.of(again));

        assertThat(said).isEmpty();
        assertThat(finished).containsExactly(again);
        assertThat(recorded).extracting(TimelineEntry::kind).containsExactly("text.redelivered");
    }

    @Test
    void recordsWhatHasNoSender() {
        var anonymous = entry(single("x", Alphabet.GSM7), "9909", Optional.empty());

        texts.handle(List.of(anonymous));

        assertThat(finished).containsExactly(anonymous);
        assertThat(recorded).extracting(TimelineEntry::kind).containsExactly("text.without-sender");
    }

    @Test
    void answersWhatNobodyCanReadWithHelp() {
        var binary = single("x", Alphabet.GSM7);
        var entry = entry(binary.withFlags(binary.flags().withDataCoding(4)));

        texts.handle(List.of(entry));

        assertThat(said).extracting(CustomerMessage::text).containsExactly(SmsTexts.UNREADABLE);
        assertThat(recorded).extracting(TimelineEntry::kind).containsExactly("text.unreadable");
        assertThat(finished).isEmpty();
    }

    @Test
    void recordsAReceiptThatNamesNoMessage() {
        var entry = entryOf(Kind.RECEIPT, single("stat:DELIVRD", Alphabet.GSM7));

        texts.handle(List.of(entry));

        assertThat(finished).containsExactly(entry);
        assertThat(recorded).extracting(TimelineEntry::kind).containsExactly("receipt.unreadable");
    }

    @Test
    void settlesTheNeighboursOfATextThatCannotBeSettled() {
        var entries = new ArrayList<InboxEntry>();
        for (int i = 0; i < 7; i++) {
            entries.add(entry(single(i == 4 ? "poison" : "text " + i, Alphabet.GSM7)));
        }
        var failure = new IllegalStateException("poison");
        doAnswer(
                        call -> {
                            var batch = call.<List<CustomerMessage>>getArgument(0);
                            if (batch.stream().anyMatch(m -> m.text().equals("poison"))) {
                                throw failure;
                            }
                            return said.addAll(batch);
                        })
                .when(dialogue)
                .converse(any());

        texts.handle(entries);

        assertThat(said).hasSize(6);
        verify(inbox).failed(entries.get(4), failure);
        verify(inbox, never()).failed(entries.get(0), failure);
    }

    @Test
    @Tag("R-LIM-3")
    void answersAMachineOnceAndThenStaysQuiet() {
        for (int i = 0; i < 25; i++) {
            texts.handle(List.of(entry(single("баланс", Alphabet.UCS2))));
        }

        assertThat(said).hasSize(20);
        verify(pauseNotices, times(1))
                .answer(
                        argThat(messages -> messages.iterator().next().msisdn().equals(phone)),
                        eq(Duration.ofMinutes(10)));
        assertThat(finished).hasSize(5);
        assertThat(recorded).extracting(TimelineEntry::kind).containsOnly("text.paused");
    }

    @Test
    void keepsNoPartWhoseEntryIsNotFinished() {
        doThrow(new IllegalStateException("lease lost")).when(inbox).finish(any());
        var part = entry(split(LONG_TEXT, Concatenation.UDH_8_BIT).getFirst());

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> texts.handle(List.of(part)))
                .hasMessage("lease lost");

        assertThat(
                        jdbc.queryForObject(
                                "SELECT count(*) FROM sms.part WHERE subscriber = ?",
                                Long.class,
                                part.subscriber().value()))
                .isZero();
    }

    private ShortMessage single(String text, Alphabet alphabet) {
        return Segmenter.split(template(), text, TextForm.of(alphabet), 0).getFirst();
    }

    private List<ShortMessage> split(String text, Concatenation how) {
        return Segmenter.split(template(), text, TextForm.of(Alphabet.UCS2).joinedBy(how), 4711);
    }

    private ShortMessage withHeader(int number, byte[] text) {
        var octets = new byte[6 + text.length];
        byte[] header = {5, 0, 3, 9, 2, (byte) number};
        System.arraycopy(header, 0, octets, 0, 6);
        System.arraycopy(text, 0, octets, 6, text.length);
        var template = template();
        return template.withFlags(template.flags().withDataCoding(8).withEsmClass(0x40))
                .withMessage(kz.nusqau.simulator.smsc.pdu.Octets.of(octets));
    }

    private ShortMessage template() {
        return ShortMessage.of(Address.of(phone.digits()), Address.of("9909"));
    }

    private InboxEntry entry(ShortMessage message) {
        return entry(message, "9909", Optional.of(phone));
    }

    private InboxEntry entry(ShortMessage message, String to, Optional<Msisdn> source) {
        return entry(message, to, source, Instant.now());
    }

    private InboxEntry entry(
            ShortMessage message, String to, Optional<Msisdn> source, Instant receivedAt) {
        return entry(
                Kind.TEXT,
                to,
                source,
                receivedAt,
                new RawMessage(false, message.toOctets().toByteArray()).toStored());
    }

    private InboxEntry entryOf(Kind kind, ShortMessage message) {
        return entry(
                kind,
                "9909",
                Optional.of(phone),
                Instant.now(),
                new RawMessage(false, message.toOctets().toByteArray()).toStored());
    }

    private InboxEntry entryOf(IncomingMessage message) {
        return entry(
                message.kind(),
                message.destination(),
                message.source(),
                Instant.now(),
                message.payload());
    }

    private InboxEntry entry(
            Kind kind, String to, Optional<Msisdn> source, Instant receivedAt, byte[] payload) {
        var subscriber =
                source.map(number -> side.subscribers().resolve(List.of(number)).get(number))
                        .orElse(Subscribers.NOBODY);
        return new InboxEntry(
                nextId++,
                0,
                subscriber,
                source,
                "operator",
                new UUID(1, 1),
                to,
                receivedAt.truncatedTo(ChronoUnit.MICROS),
                kind,
                "key".getBytes(StandardCharsets.UTF_8),
                payload);
    }
}
