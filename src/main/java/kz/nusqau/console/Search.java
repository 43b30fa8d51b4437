package kz.nusqau.console;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import kz.nusqau.failedmessages.FailedMessages;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.partner.RequestLookup;
import kz.nusqau.payment.PaymentDesk;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.stereotype.Component;

/**
 * One box for whatever a caller reads out: a phone number in any form, the number on a receipt, a
 * bank account, an id of ours or of a partner's. Each look-up goes by an index.
 */
@Component
class Search {

    private static final String HERE = "KZ";
    private static final int LONGEST = 200;

    /** Of one bank account; the newest ones. */
    private static final int ACCOUNT_HITS = 50;

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern PHONE_FORM = Pattern.compile("[+()\\d\\s.\u00a0-]{10,25}");

    private static final Pattern GAPS = Pattern.compile("[\\s\u00a0-]");
    private static final Pattern IBAN_FORM = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");

    private final Subscribers subscribers;
    private final PaymentDesk payments;
    private final RequestLookup requests;
    private final Timeline timeline;
    private final FailedMessages desk;

    Search(
            Subscribers subscribers,
            PaymentDesk payments,
            RequestLookup requests,
            Timeline timeline,
            FailedMessages desk) {
        this.subscribers = subscribers;
        this.payments = payments;
        this.requests = requests;
        this.timeline = timeline;
        this.desk = desk;
    }

    /** What something was found as. */
    enum As {
        SUBSCRIBER,
        INSTRUCTION,
        BANK_ACCOUNT,
        PAYMENT_NUMBER,
        PARTNER_REQUEST,
        FAILED_MESSAGE
    }

    /**
     * Something that was found.
     *
     * @param address of its page, empty where it has none
     * @param detail shown beside it; nothing personal
     */
    record Hit(As as, String address, String detail) {}

    List<Hit> find(String said) {
        String text = said.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return List.of();
        }
        List<Hit> hits = new ArrayList<>();
        if (UUID_FORM.matcher(text).matches()) {
            byId(UUID.fromString(text), hits);
        }
        for (InstructionId id : payments.numbered(text)) {
            hits.add(new Hit(As.PAYMENT_NUMBER, instruction(id), id.toString()));
        }
        for (var request : requests.find(text)) {
            hits.add(
                    new Hit(
                            As.PARTNER_REQUEST,
                            // What waits to be approved at the partner is no instruction yet.
                            request.instruction()
                                    .filter(this::isKnown)
                                    .map(Search::instruction)
                                    .orElse(""),
                            "%s, %s".formatted(request.partner(), request.type())));
        }
        for (InstructionId id : ofAccount(text)) {
            hits.add(new Hit(As.BANK_ACCOUNT, instruction(id), id.toString()));
        }
        msisdn(text)
                .flatMap(this::subscriber)
                .ifPresent(id -> hits.add(new Hit(As.SUBSCRIBER, subscriber(id), "")));
        return List.copyOf(hits);
    }

    /** In one piece or in groups, as on a card or in a contract. */
    private List<InstructionId> ofAccount(String text) {
        String iban = GAPS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        return IBAN_FORM.matcher(iban).matches()
                ? payments.ofAccount(iban, ACCOUNT_HITS)
                : List.of();
    }

    private void byId(UUID value, List<Hit> hits) {
        var id = new InstructionId(value);
        if (isKnown(id)) {
            hits.add(new Hit(As.INSTRUCTION, instruction(id), value.toString()));
        }
        if (desk.detail(value).isPresent()) {
            hits.add(new Hit(As.FAILED_MESSAGE, "/console/failed/" + value, value.toString()));
        }
        var subscriber = new SubscriberId(value);
        if (!subscribers.profiles(List.of(subscriber)).isEmpty()) {
            hits.add(new Hit(As.SUBSCRIBER, subscriber(subscriber), ""));
        }
    }

    private boolean isKnown(InstructionId id) {
        return payments.find(id).isPresent() || !timeline.of(id).isEmpty();
    }

    private Optional<SubscriberId> subscriber(Msisdn msisdn) {
        return Optional.ofNullable(subscribers.known(List.of(msisdn)).get(msisdn));
    }

    static String instruction(InstructionId id) {
        return "/console/instructions/" + id;
    }

    static String subscriber(SubscriberId id) {
        return "/console/subscribers/" + id.value();
    }

    /** Empty for what is no phone number; with eight in front, with or without the country. */
    static Optional<Msisdn> msisdn(String text) {
        if (!PHONE_FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            var phones = PhoneNumberUtil.getInstance();
            var number = phones.parse(text, HERE);
            return phones.isPossibleNumber(number)
                    ? Optional.of(
                            new Msisdn(phones.format(number, PhoneNumberFormat.E164).substring(1)))
                    : Optional.empty();
        } catch (NumberParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
