package kz.nusqau.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.nusqau.simulator.smsc.Delivery;

/**
 * What one subscriber wants, from the first text to the last answer. The subscriber is patient,
 * answers at once, and reads a message that comes twice only once.
 */
final class Errand {

    /** Money as the sandboxes should see it, in tiyn. */
    enum Wish {
        BALANCE("9909", "bal", 0, 0),
        /** In English; confirmed with a code. */
        BILL("7701", "pay alma 7273001123 150tg", 15_000, 0),
        /** The same at the e-money system that answers later, with a commission. */
        WATER("7701", "pay su 12345678 2500tg", 250_000, 2_500),
        /** Read as Kazakh; confirmed with a plain yes, with a commission. */
        SINGLE_PAYMENT("5505", "Kalaesp 900101300126", 432_500, 10_000);

        final String shortCode;
        final String text;
        final long amount;
        final long fee;

        Wish(String shortCode, String text, long amount, long fee) {
            this.shortCode = shortCode;
            this.text = text;
            this.amount = amount;
            this.fee = fee;
        }
    }

    /** How it ended. */
    sealed interface Ending {
        record Told() implements Ending {}

        record Paid(String paymentNumber) implements Ending {}

        record NotPaid(String text) implements Ending {}
    }

    /** In whose hands the errand is. */
    interface Phone {
        Delivery send(String shortCode, String text);

        /** After a moment of patience. */
        void sendLater(String shortCode, String text);

        void finished();
    }

    private static final Pattern CODE = Pattern.compile("^(\\d{6}) is your code");
    private static final Pattern YES = Pattern.compile("Растау үшін 1");
    private static final Pattern TOO_EARLY = Pattern.compile("әлі жеткізілген жоқ");
    private static final Pattern RECEIPT = Pattern.compile("\\b(N[0-9A-Z]{9})\\.");
    private static final Pattern PATIENCE =
            Pattern.compile(
                    "being made|under review|already confirmed"
                            + "|орындалуда|тексерілуде|расталып қойған");
    private static final Pattern UNHEARD = Pattern.compile("not confirmed|расталмағандықтан");
    private static final Pattern FIGURE = Pattern.compile("Available balance: 100,000\\.00 KZT");

    private final String msisdn;
    private final Wish wish;
    private final Phone phone;
    private final List<String> history = new ArrayList<>();
    private final List<String> surprises = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int repeated;
    private int tooEarly;
    private boolean answered;
    private Optional<Ending> ending = Optional.empty();

    Errand(String msisdn, Wish wish, Phone phone) {
        this.msisdn = msisdn;
        this.wish = wish;
        this.phone = phone;
    }

    synchronized void start() {
        send(wish.shortCode, wish.text);
    }

    /** A message arrived on the phone. */
    synchronized void read(String text) {
        history.add("< " + text);
        boolean early = TOO_EARLY.matcher(text).find();
        if (!seen.add(text) && !early) {
            repeated++;
        } else if (ending.isPresent()) {
            surprises.add(text);
        } else if (early) {
            // In other words: the same ones could pass for a redelivery of the first answer.
            tooEarly++;
            phone.sendLater(wish.shortCode, "иә");
        } else if (answered) {
            readResult(text);
        } else {
            readAnswer(text);
        }
    }

    private void readAnswer(String text) {
        Matcher code = CODE.matcher(text);
        if (wish == Wish.BALANCE) {
            end(FIGURE.matcher(text).find() ? new Ending.Told() : new Ending.NotPaid(text));
        } else if (code.find()) {
            answered = true;
            send("4404", code.group(1));
        } else if (YES.matcher(text).find()) {
            answered = true;
            send(wish.shortCode, "1");
        } else {
            end(new Ending.NotPaid(text));
        }
    }

    private void readResult(String text) {
        Matcher receipt = RECEIPT.matcher(text);
        if (receipt.find()) {
            end(new Ending.Paid(receipt.group(1)));
        } else if (CODE.matcher(text).find() || YES.matcher(text).find()) {
            surprises.add(text);
        } else if (!PATIENCE.matcher(text).find()) {
            end(new Ending.NotPaid(text));
        }
    }

    private void send(String shortCode, String text) {
        history.add("> " + shortCode + ": " + text);
        deliveries.add(phone.send(shortCode, text));
    }

    private void end(Ending how) {
        ending = Optional.of(how);
        phone.finished();
    }

    String msisdn() {
        return msisdn;
    }

    Wish wish() {
        return wish;
    }

    synchronized Optional<Ending> ending() {
        return ending;
    }

    /** Messages that nobody should get: second answers, second prompts. */
    synchronized List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** Messages that came again, word for word. */
    synchronized int repeated() {
        return repeated;
    }

    /** How often an answer crossed the news that its question was accepted. */
    synchronized int tooEarly() {
        return tooEarly;
    }

    /** Answered in time, and told that nobody answered. */
    synchronized boolean isUnheard() {
        return answered
                && ending.orElse(null) instanceof Ending.NotPaid(var text)
                && UNHEARD.matcher(text).find();
    }

    @Override
    public synchronized String toString() {
        return msisdn + " " + wish + " " + history + " " + deliveries;
    }
}
