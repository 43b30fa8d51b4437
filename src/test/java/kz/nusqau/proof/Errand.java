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
 * What one subscriber wants, order by order, from the first text to the last answer. The subscriber
 * is patient, answers at once, and reads a message that comes twice only once.
 */
final class Errand {

    enum Wish {
        BALANCE(new Order("9909", "bal", 0, 0, Use.NONE)),
        /** In English; confirmed with a code. */
        BILL(new Order("7701", "pay alma 7273001123 150tg", 15_000, 0, Use.PROVIDER)),
        /** The same at the e-money system that answers later, with a commission. */
        WATER(new Order("7701", "pay su 12345678 2500tg", 250_000, 2_500, Use.PROVIDER)),
        /** Read as Kazakh; confirmed with a plain yes, with a commission. */
        SINGLE_PAYMENT(new Order("5505", "Kalaesp 900101300126", 432_500, 10_000, Use.PROVIDER)),
        TOP_UP(new Order("5505", "topup 300", 30_000, 0, Use.OWN_WALLET)),
        SEND(new Order("525", "send " + PAYEE + " 20", 2_000, 0, Use.PAYEE)),
        /** Fills the wallet and spends of it. */
        WALLET(
                new Order("5505", "topup 500", 50_000, 0, Use.OWN_WALLET),
                new Order("7701", "pay tel 77051234567 150tg wallet", 15_000, 5_000, Use.PROVIDER),
                new Order("525", "send " + PAYEE + " 12 wallet", 1_200, 0, Use.PAYEE));

        final List<Order> orders;

        Wish(Order... orders) {
            this.orders = List.of(orders);
        }
    }

    /** Where the money goes. */
    enum Use {
        NONE,
        PROVIDER,
        OWN_WALLET,
        PAYEE
    }

    /** One text, and money as the sandboxes should see it, in tiyn. */
    record Order(String shortCode, String text, long amount, long fee, Use use) {

        boolean isFromWallet() {
            return text.endsWith(" wallet");
        }

        long charged() {
            return isFromWallet() ? 0 : amount + fee;
        }

        long paidTo(Use wanted) {
            return use == wanted ? amount : 0;
        }

        /** What it changes in the own wallet. */
        long inWallet() {
            return isFromWallet() ? -amount - fee : paidTo(Use.OWN_WALLET);
        }
    }

    /** How it ended. */
    sealed interface Ending {
        record Told() implements Ending {}

        record Paid() implements Ending {}

        record NotPaid(String text) implements Ending {}
    }

    /** Who is sent money, and never comes. */
    static final String PAYEE = "77020000001";

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
                    "being made|being topped up|under review|already confirmed"
                            + "|орындалуда|тексерілуде|расталып қойған");
    private static final Pattern UNHEARD = Pattern.compile("not confirmed|расталмағандықтан");
    private static final List<String> OTHER_YESES = List.of("иә", "да", "yes", "ия");
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
    private final List<String> paymentNumbers = new ArrayList<>();
    private Optional<Ending> ending = Optional.empty();

    Errand(String msisdn, Wish wish, Phone phone) {
        this.msisdn = msisdn;
        this.wish = wish;
        this.phone = phone;
    }

    synchronized void start() {
        place(wish.orders.getFirst());
    }

    private void place(Order order) {
        answered = false;
        send(order.shortCode(), order.text());
    }

    /** The order under way, or the last one. */
    private Order order() {
        return wish.orders.get(Math.min(paymentNumbers.size(), wish.orders.size() - 1));
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
            // In other words: the same ones could pass for a redelivery of the answer before.
            String yes = OTHER_YESES.get(Math.min(tooEarly, OTHER_YESES.size() - 1));
            tooEarly++;
            history.add("> " + order().shortCode() + ", later: " + yes);
            phone.sendLater(order().shortCode(), yes);
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
            send(order().shortCode(), "1");
        } else {
            end(new Ending.NotPaid(text));
        }
    }

    private void readResult(String text) {
        Matcher receipt = RECEIPT.matcher(text);
        if (receipt.find()) {
            paymentNumbers.add(receipt.group(1));
            if (paymentNumbers.size() < wish.orders.size()) {
                place(order());
            } else {
                end(new Ending.Paid());
            }
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

    /** What it has receipts for. */
    synchronized List<Order> done() {
        return wish.orders.subList(0, paymentNumbers.size());
    }

    synchronized List<String> paymentNumbers() {
        return List.copyOf(paymentNumbers);
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
