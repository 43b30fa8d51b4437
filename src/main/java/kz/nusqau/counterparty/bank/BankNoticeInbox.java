package kz.nusqau.counterparty.bank;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import kz.nusqau.counterparty.BankNotice;
import kz.nusqau.counterparty.BankNoticeTexts;
import kz.nusqau.counterparty.BankNotices;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.counterparty.wire.CounterpartySettings.Kind;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RouteStep;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TransientFailure;
import kz.nusqau.subscriber.Subscribers;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Takes in what banks tell of their own accord: camt.054, a credit on the settlement account or on
 * a subscriber's. Committed before the message is acknowledged, and the same one twice is kept
 * once.
 */
@RouteStep("bankNoticeInbox")
public final class BankNoticeInbox {

    private static final Logger LOG = LoggerFactory.getLogger(BankNoticeInbox.class);
    private static final String LARGE_SIZE = "_AMQ_LARGE_SIZE";
    // Of a longer one only that it came is kept.
    private static final long LONGEST_KEPT_BYTES = 8L << 20;
    private static final String MOBILE = "Ntfctn/Acct/Ownr/CtctDtls/MobNb";
    private static final Pattern OUR_INSTRUCTION =
            Pattern.compile("([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})");

    private final Counterparties counterparties;
    private final BankLines lines;
    private final BankNotices notices;
    private final Subscribers subscribers;

    BankNoticeInbox(
            Counterparties counterparties,
            BankLines lines,
            BankNotices notices,
            Subscribers subscribers) {
        this.counterparties = counterparties;
        this.lines = lines;
        this.notices = notices;
        this.subscribers = subscribers;
    }

    /**
     * The route's step. What can't be read gets the headers of a dead letter; fails with {@link
     * TransientFailure} when the database does, and then the bank's message stays in its queue.
     */
    public void keep(@ExchangeProperty("bank") String bank, Message message) {
        try {
            keep(bank, text(message));
        } catch (MalformedMessage e) {
            LOG.warn("{} sends a notice that can't be read: {}", bank, e.getMessage());
            message.setHeader("nusqau_cause", "no notice: " + e.getMessage());
            message.setHeader("nusqau_queue", queue(bank));
            message.setHeader("nusqau_route", "bank-notices-" + bank);
            message.setHeader("nusqau_attempts", 1);
        }
    }

    static String queue(String bank) {
        return "bank." + bank + ".notices";
    }

    /** The bank whose notices wait in this queue; empty where it is another queue. */
    public Optional<String> bank(String queue) {
        return counterparties.all().stream()
                .filter(each -> each.settings().kind() == Kind.BANK)
                .map(Counterparty::id)
                .filter(bank -> queue(bank).equals(queue))
                .findFirst();
    }

    /** Why a notice could not be kept; empty where it could. Keeps nothing. */
    public Optional<BankNoticeTexts.Fault> fault(String bank, String text) {
        try {
            var unused = read(bank, text);
            return Optional.empty();
        } catch (MalformedMessage e) {
            return Optional.of(
                    new BankNoticeTexts.Fault(e.field(), String.valueOf(e.getMessage())));
        }
    }

    private static String text(Message message) throws MalformedMessage {
        long sizeBytes = message.getHeader(LARGE_SIZE, 0L, Long.class);
        if (sizeBytes > LONGEST_KEPT_BYTES) {
            message.setBody("");
            throw new MalformedMessage(sizeBytes + " bytes, not kept");
        }
        String text = message.getBody(String.class);
        if (text == null) {
            throw new MalformedMessage("no text");
        }
        return text;
    }

    private void keep(String bank, String text) throws MalformedMessage {
        List<BankNotice> read = read(bank, text);
        try {
            int kept = notices.keep(read);
            LOG.debug("{} tells of {} credits, {} of them new", bank, read.size(), kept);
        } catch (DataAccessException e) {
            throw new TransientFailure("a notice of " + bank + " is not kept yet", e);
        }
    }

    private List<BankNotice> read(String bank, String text) throws MalformedMessage {
        var settings = counterparties.get(bank).settings();
        var message = lines.settings(bank, settings).line().iso().read(text);
        if (!message.family().equals(Messages.NOTICE)) {
            throw new MalformedMessage("xmlns", message.family() + " is none");
        }
        String id = message.root().text("GrpHdr/MsgId");
        var read = new ArrayList<BankNotice>();
        try {
            for (Element each : message.root().all("Ntfctn")) {
                var owner = owner(each, settings.bank().settlementAccount());
                boolean settlement = each.text("Acct/Ownr/CtctDtls/MobNb").isEmpty();
                for (Element entry : each.all("Ntry")) {
                    read.add(notice(bank, id, each.text("Acct/Id/IBAN"), settlement, owner, entry));
                }
            }
        } catch (CounterpartyUnavailable e) {
            throw new MalformedMessage("Ntfctn/Ntry/Amt", String.valueOf(e.getMessage()));
        } catch (DateTimeException e) {
            throw new MalformedMessage("Ntfctn/Ntry/BookgDt/DtTm", String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage(MOBILE, String.valueOf(e.getMessage()));
        }
        return read;
    }

    /** Empty for the settlement account, and for a number that is no subscriber's. */
    private Optional<SubscriberId> owner(Element notification, String settlementAccount)
            throws MalformedMessage {
        String mobile = notification.text("Acct/Ownr/CtctDtls/MobNb");
        if (!mobile.isEmpty()) {
            var number = new Msisdn(mobile.replaceAll("\\D", ""));
            return Optional.ofNullable(subscribers.known(List.of(number)).get(number));
        }
        if (!notification.text("Acct/Id/IBAN").equals(settlementAccount)) {
            throw new MalformedMessage(
                    "Ntfctn/Acct", "neither our account nor one with a phone number");
        }
        return Optional.empty();
    }

    private static BankNotice notice(
            String bank,
            String messageId,
            String iban,
            boolean settlement,
            Optional<SubscriberId> owner,
            Element entry) {
        String references = "NtryDtls/TxDtls/Refs/";
        return new BankNotice(
                bank,
                messageId,
                entry.text("NtryRef"),
                settlement,
                owner,
                iban.substring(iban.length() - 4),
                Amounts.of(entry.find("Amt").orElseThrow()),
                instruction(entry.text(references + "InstrId")),
                entry.text(references + "EndToEndId"),
                OffsetDateTime.parse(entry.text("BookgDt/DtTm")).toInstant());
    }

    private static Optional<UUID> instruction(String id) {
        var ours = OUR_INSTRUCTION.matcher(id);
        return ours.matches()
                ? Optional.of(UUID.fromString(ours.replaceAll("$1-$2-$3-$4-$5")))
                : Optional.empty();
    }
}
