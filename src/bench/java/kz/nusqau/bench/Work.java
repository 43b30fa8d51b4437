package kz.nusqau.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.TextMessage;

/** What subscribers of the sandbox world do, each text by a phone of its own. */
final class Work {

    /**
     * Paid through the e-money system that answers at once; over what a plain yes is enough for.
     */
    static final String ELECTRICITY = "оплата alma 7273001123 1500тг";

    /** Paid through the one that answers later. */
    static final String WATER = "оплата su 12345678 1500тг";

    static final long FIRST_NUMBER = 77_010_000_000L;
    private static final long NUMBERS = 9_000_000;
    private static final Pattern CODE = Pattern.compile("^(\\d{6})\\b");

    private final Smsc smsc;
    private final Phones phones;
    private final AtomicLong surprises = new AtomicLong();
    private final long firstNumber;
    private final long numbers;
    private volatile String firstSurprise = "";

    Work(Smsc smsc, Phones phones) {
        this(smsc, phones, FIRST_NUMBER, NUMBERS);
    }

    /** By so many phones from that number on. */
    Work(Smsc smsc, Phones phones, long firstNumber, long numbers) {
        this.smsc = smsc;
        this.phones = phones;
        this.firstNumber = firstNumber;
        this.numbers = numbers;
    }

    /** A balance question and its answer; the phones repeat after {@code among} texts. */
    Load.Work balance(int among) {
        return question("баланс", "100 000,00", among);
    }

    /** The same of a bank's accounts. */
    Load.Work bankBalance(int among) {
        return question("баланс kaspi", "250 000,00", among);
    }

    /** Any question to 9909 whose answer holds the figure. */
    Load.Work question(String text, String figure, int among) {
        return (number, done) -> {
            String phone = phone(number % among);
            phones.onNext(
                    phone,
                    reply -> {
                        if (!reply.text().contains(figure)) {
                            surprised(reply);
                        }
                        done.run();
                    });
            smsc.deliver(phone, "9909", text);
        };
    }

    /** A payment from the first text to the receipt, with its code; each by another phone. */
    Load.Work payment() {
        return payment(ELECTRICITY);
    }

    Load.Work payment(String text) {
        return (number, done) -> {
            String phone = phone(number % numbers);
            phones.onNext(phone, prompt -> confirm(phone, prompt, done));
            smsc.deliver(phone, "7701", text);
        };
    }

    /** A text up to its acknowledgement; what becomes of it is not waited for. */
    Load.Work acknowledgement(int among) {
        return (number, done) ->
                smsc.deliver(phone(number % among), "9909", "баланс")
                        .firstAnswer()
                        .thenAccept(
                                status -> {
                                    if (status != 0) {
                                        surprises.incrementAndGet();
                                        firstSurprise = "deliver_sm answered with " + status;
                                    }
                                    done.run();
                                });
    }

    /** Nobody waits any more for answers to these phones. */
    void forget() {
        phones.forget(Long.toString(firstNumber), Long.toString(firstNumber + numbers));
    }

    long surprises() {
        return surprises.get();
    }

    String firstSurprise() {
        return firstSurprise;
    }

    private void confirm(String phone, TextMessage prompt, Runnable done) {
        Matcher code = CODE.matcher(prompt.text());
        if (!code.find()) {
            surprised(prompt);
            done.run();
            return;
        }
        phones.onNext(
                phone,
                receipt -> {
                    if (!receipt.text().contains(" N")) {
                        surprised(receipt);
                    }
                    done.run();
                });
        smsc.deliver(phone, "4404", code.group(1));
    }

    private void surprised(TextMessage message) {
        if (surprises.getAndIncrement() == 0) {
            firstSurprise = message.text();
        }
    }

    private String phone(long number) {
        return Long.toString(firstNumber + number);
    }
}
