package kz.nusqau.dialogue;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.confirmation.Challenges;
import kz.nusqau.dialogue.Dialogue.Prepared;
import kz.nusqau.mailbox.Inbox;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.mailbox.IncomingMessage.Kind;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.SubscriberProfile;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class DialogueTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Subscribers subscribers = mock(Subscribers.class);
    private final Challenges challenges = mock(Challenges.class);
    private final Lookups lookups = mock(Lookups.class);
    private final Settlement settlement = mock(Settlement.class);
    private final Inbox inbox = mock(Inbox.class);
    private final PlatformTransactionManager transactions = mock(PlatformTransactionManager.class);
    private final Dialogue dialogue =
            new Dialogue(
                    CatalogueForTests.inForce(),
                    subscribers,
                    challenges,
                    lookups,
                    settlement,
                    inbox,
                    new TransactionTemplate(transactions),
                    new DialogueProperties(Language.RU, "kaspi", Duration.ofSeconds(3)));

    @BeforeEach
    void listen() {
        when(transactions.getTransaction(any())).thenAnswer(call -> new SimpleTransactionStatus());
        when(subscribers.profiles(anyCollection()))
                .thenAnswer(
                        call ->
                                call.<List<SubscriberId>>getArgument(0).stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Function.identity(),
                                                        DialogueTest::profile)));
        when(challenges.openFor(anyCollection())).thenReturn(Map.of());
        when(lookups.withWallets(anyList())).thenAnswer(call -> call.getArgument(0));
        when(lookups.receipts(anyList())).thenReturn(List.of());
        when(lookups.of(any())).thenReturn(completedFuture(new Found.Nothing()));
    }

    @AfterEach
    void close() {
        dialogue.close();
    }

    @Test
    void looksATextUpOnceThoughItsNeighbourCannotBeSettled() {
        var asked = message(1, "баланс");
        var poison = message(2, "язык ru");
        var settled = message(3, "язык kk");
        var failure = new IllegalStateException("poison");
        doAnswer(
                        call -> {
                            if (of(call.getArgument(0), poison)) {
                                throw failure;
                            }
                            return null;
                        })
                .when(settlement)
                .settle(anyList());

        dialogue.converse(List.of(asked, poison, settled));

        verify(inbox).failed(poison.entry(), failure);
        verify(settlement, times(1)).settle(argThat(batch -> isJust(batch, settled)));
        verify(settlement, timeout(SOON.toMillis()).times(1))
                .settle(argThat(batch -> isJust(batch, asked)));
        verify(lookups, times(1)).of(any());
        verify(inbox, never()).failed(asked.entry(), failure);
    }

    private static boolean of(List<Prepared> batch, CustomerMessage message) {
        return batch.stream().anyMatch(each -> each.turn().message().equals(message));
    }

    private static boolean isJust(List<Prepared> batch, CustomerMessage message) {
        return batch.size() == 1 && of(batch, message);
    }

    private static SubscriberProfile profile(SubscriberId id) {
        return new SubscriberProfile(id, Optional.of(Language.RU), true, false, false);
    }

    private static CustomerMessage message(long id, String text) {
        var phone = new Msisdn("7701000000" + id);
        var entry =
                new InboxEntry(
                        id,
                        0,
                        new SubscriberId(new UUID(0, id)),
                        Optional.of(phone),
                        "operator",
                        new UUID(1, 1),
                        "9909",
                        Instant.now(),
                        Kind.TEXT,
                        new byte[] {1},
                        new byte[] {1});
        return new CustomerMessage(entry, phone, "operator", "9909", text, entry.receivedAt());
    }
}
