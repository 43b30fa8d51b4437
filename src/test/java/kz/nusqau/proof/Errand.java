package kz.nusqau.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.nusqau.proof.Order.Manner;
import kz.nusqau.simulator.smsc.Delivery;

/**
 * What one subscriber wants, order by order, from the first text to the last answer. The subscriber
 * is patient, answers at once, and reads a message that comes twice only once.
 */
final class Errand {

    /** How it ended. */
    sealed interface Ending {
        record Told() implements Ending {}

        record Paid() implements Ending {}

        record NotPaid(String text) implements Ending {}
    }

    /** Who is sent money, and never comes. */
    static final String PAYEE = "77020000001";

    /** Whose account at Halyk is sent money. */
    static final String ACCOUNT_HOLDER = "77019999999";

    /** In whose hands the errand is. */
    interface Hands {
        Delivery send(String shortCode, String text);

        /** After a moment of patience. */
        void sendLater(String shortCode, String text);

        /** When the SMSC has got rid of another one. */
        void sendAfter(Delivery other, String shortCode, String text);

        /** The owner empties the account at Halyk. */
        void spendElsewhere();

        /** The app store gives something of the purchase of that number back. */
        void giveBack(String paymentNumber, long amount);

        void finished();
    }

    private static final Pattern CODE =
            Pattern.compile("^(\\d{6}) (?:is your code|- растау коды|- код)");
    private static final Pattern YES = Pattern.compile("Растау үшін 1");
    private static final Pattern TOO_EARLY = Pattern.compile("әлі жеткізілген жоқ");
    private static final Pattern RECEIPT = Pattern.compile("\\b(N[0-9A-Z]{9,13})\\.");
    private static final Pattern PATIENCE =
            Pattern.compile(
                    "being made|being topped up|under review|already confirmed"
                            + "|орындалуда|тексерілуде|расталып қойған"
                            + "|выполняется|на проверке|уже подтверждена");
    private static final Pattern CONFIRMED =
            Pattern.compile("already confirmed|расталып қойған|уже подтверждена");
    private static final Pattern UNHEARD =
            Pattern.compile("not confirmed|расталмағандықтан|не был подтвержден");
    private static final Pattern RECALL_ANSWER =
            Pattern.compile(
                    "We are stopping the operation|cannot be recalled|We asked the bank"
                            + "|was not executed|No such payment|operation is cancelled");

    /** Of what never left: the outcome and the answer to the recall in one. */
    private static final Pattern STOPPED = Pattern.compile("stopped as you asked");

    private static final List<String> OTHER_YESES = List.of("иә", "да", "yes", "ия");

    private final String msisdn;
    private final Wish wish;
    private final Hands hands;
    private final List<String> history = new ArrayList<>();
    private final List<String> surprises = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int repeated;
    private int tooEarly;
    private boolean answered;
    private boolean recallUnanswered;
    private final List<String> paymentNumbers = new ArrayList<>();
    private Optional<Ending> result = Optional.empty();
    private Optional<Ending> ending = Optional.empty();

    Errand(String msisdn, Wish wish, Hands hands) {
        this.msisdn = msisdn;
        this.wish = wish;
        this.hands = hands;
    }

    synchronized void start() {
        place(wish.orders.getFirst());
    }

    private void place(Order order) {
        answered = false;
        switch (order.manner()) {
            case AFTER_A_MOMENT -> {
                history.add("> " + order.shortCode() + ", later: " + order.text());
                hands.sendLater(order.shortCode(), order.text());
            }
            case BY_THE_APP_STORE -> {
                // Nothing is asked and nothing confirmed.
                answered = true;
                hands.giveBack(paymentNumbers.getLast(), order.change(Pocket.ADVANCE));
            }
            case USUAL, RECALLED, SPENT_ELSEWHERE -> send(order.shortCode(), order.text());
        }
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
        } else if (tooEarly > 1 && CONFIRMED.matcher(text).find()) {
            // The second "too early" was the first one, sent again: one yes was one too many.
            repeated++;
        } else if (ending.isPresent()) {
            surprises.add(text);
        } else if (early) {
            // In other words: the same ones could pass for a redelivery of the answer before.
            String yes = OTHER_YESES.get(Math.min(tooEarly, OTHER_YESES.size() - 1));
            tooEarly++;
            history.add("> " + order().shortCode() + ", later: " + yes);
            hands.sendLater(order().shortCode(), yes);
        } else if (recallUnanswered && RECALL_ANSWER.matcher(text).find()) {
            recallUnanswered = false;
            result.ifPresent(this::end);
        } else if (result.isPresent()) {
            surprises.add(text);
        } else if (answered) {
            readResult(text);
        } else {
            readAnswer(text);
        }
    }

    private void readAnswer(String text) {
        Matcher code = CODE.matcher(text);
        if (order().answer().isPresent()) {
            boolean told = order().answer().get().matcher(text).find();
            end(told ? new Ending.Told() : new Ending.NotPaid(text));
        } else if (code.find()) {
            confirm("4404", code.group(1));
        } else if (YES.matcher(text).find()) {
            confirm(order().shortCode(), "1");
        } else {
            end(new Ending.NotPaid(text));
        }
    }

    private void confirm(String shortCode, String answer) {
        answered = true;
        if (order().manner() == Manner.SPENT_ELSEWHERE) {
            hands.spendElsewhere();
        }
        Delivery confirmation = send(shortCode, answer);
        if (order().manner() == Manner.RECALLED) {
            recallUnanswered = true;
            history.add("> 7701, after that: recall");
            hands.sendAfter(confirmation, "7701", "recall");
        }
    }

    private void readResult(String text) {
        Matcher receipt = RECEIPT.matcher(text);
        recallUnanswered &= !STOPPED.matcher(text).find();
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

    private Delivery send(String shortCode, String text) {
        history.add("> " + shortCode + ": " + text);
        Delivery delivery = hands.send(shortCode, text);
        deliveries.add(delivery);
        return delivery;
    }

    private void end(Ending how) {
        result = Optional.of(how);
        if (!recallUnanswered) {
            ending = result;
            hands.finished();
        }
    }

    String msisdn() {
        return msisdn;
    }

    Wish wish() {
        return wish;
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

    /** Whether it ended as it should when nothing fails. */
    synchronized boolean isAsWished() {
        return ending.map(
                        how ->
                                switch (how) {
                                    case Ending.Told told -> true;
                                    case Ending.Paid paid ->
                                            order().manner() != Manner.SPENT_ELSEWHERE;
                                    case Ending.NotPaid(var text) -> mayBeRefused(text);
                                })
                .orElse(false);
    }

    private boolean mayBeRefused(String text) {
        return switch (order().manner()) {
            case RECALLED -> text.contains("is back") || STOPPED.matcher(text).find();
            case SPENT_ELSEWHERE -> text.contains("not enough money on your bank account");
            case USUAL, AFTER_A_MOMENT, BY_THE_APP_STORE -> false;
        };
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
