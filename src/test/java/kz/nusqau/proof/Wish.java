package kz.nusqau.proof;

import static kz.nusqau.proof.Pocket.ADVANCE;
import static kz.nusqau.proof.Pocket.APP_STORE;
import static kz.nusqau.proof.Pocket.HALYK_TENGE;
import static kz.nusqau.proof.Pocket.KASPI_DOLLARS;
import static kz.nusqau.proof.Pocket.KASPI_TENGE;
import static kz.nusqau.proof.Pocket.PAYEE;
import static kz.nusqau.proof.Pocket.PAYEE_ACCOUNT;
import static kz.nusqau.proof.Pocket.PROVIDER;
import static kz.nusqau.proof.Pocket.WALLET;

import java.util.List;
import kz.nusqau.proof.Order.Manner;

/** What subscribers of the crowd come for, order by order, and how many of a hundred do. */
enum Wish {
    BALANCE(4, Order.of("9909", "bal").answered("Available balance: 100,000\\.00 KZT")),
    BANK_BALANCE(
            5,
            Order.of("9909", "balance kaspi")
                    .answered("Kaspi, .*: \\*\\d{4} 250,000\\.00 KZT; \\*\\d{4} 1,000\\.00 USD")),
    /** In English; confirmed with a code. */
    BILL(
            6,
            Order.of("7701", "pay alma 7273001123 150tg")
                    .out(ADVANCE, 15_000)
                    .in(PROVIDER, 15_000)),
    /** The same at the e-money system that answers later, with a commission. */
    WATER(
            6,
            Order.of("7701", "pay su 12345678 2500tg").out(ADVANCE, 252_500).in(PROVIDER, 250_000)),
    /** Read as Kazakh; confirmed with a plain yes, with a commission. */
    SINGLE_PAYMENT(
            6,
            Order.of("5505", "Kalaesp 900101300126").out(ADVANCE, 442_500).in(PROVIDER, 432_500)),
    TOP_UP(5, Order.of("5505", "topup 300").out(ADVANCE, 30_000).in(WALLET, 30_000)),
    SEND(6, Order.of("525", "send " + Errand.PAYEE + " 20").out(ADVANCE, 2_000).in(PAYEE, 2_000)),
    /** Fills the wallet and spends of it. */
    WALLET_USE(
            6,
            Order.of("5505", "topup 500").out(ADVANCE, 50_000).in(WALLET, 50_000),
            Order.of("7701", "pay tel 77051234567 150tg wallet")
                    .out(WALLET, 20_000)
                    .in(PROVIDER, 15_000),
            Order.of("525", "send " + Errand.PAYEE + " 12 wallet")
                    .out(WALLET, 1_200)
                    .in(PAYEE, 1_200)),
    /** From an account at a bank, with a commission. */
    BILL_FROM_KASPI(
            5,
            Order.of("7701", "pay su 12345678 2000tg kaspi")
                    .out(KASPI_TENGE, 202_000)
                    .in(PROVIDER, 200_000)),
    BILL_FROM_HALYK(
            4,
            Order.of("7701", "pay alma 7273001123 150tg halyk")
                    .out(HALYK_TENGE, 15_000)
                    .in(PROVIDER, 15_000)),
    /** The bank has to refuse it. */
    BILL_FROM_EMPTIED_ACCOUNT(
            3,
            Order.of("7701", "pay alma 7273001123 9000tg halyk")
                    .done(Manner.SPENT_ELSEWHERE)
                    .out(HALYK_TENGE, 900_000)
                    .in(PROVIDER, 900_000)),
    TOP_UP_FROM_KASPI(
            3, Order.of("5505", "topup 600 kaspi").out(KASPI_TENGE, 60_000).in(WALLET, 60_000)),
    SEND_FROM_HALYK(
            3,
            Order.of("525", "send " + Errand.PAYEE + " 18 halyk")
                    .out(HALYK_TENGE, 1_800)
                    .in(PAYEE, 1_800)),
    /** Between own accounts, at the rate of the bank. */
    CONVERSION(
            5,
            Order.of("7701", "own kzt usd 26300")
                    .out(KASPI_TENGE, 2_630_000)
                    .in(KASPI_DOLLARS, 5_000)),
    TO_ANOTHER_BANK(
            3,
            Order.of("7701", "own {kaspi} {halyk} 1500")
                    .out(KASPI_TENGE, 150_000)
                    .in(HALYK_TENGE, 150_000)),
    /** To somebody else's account, which is at another bank. */
    TO_ANOTHER_PERSON(
            3,
            Order.of("525", "send {another} 1200 kaspi")
                    .out(KASPI_TENGE, 120_000)
                    .in(PAYEE_ACCOUNT, 120_000)),
    REDEMPTION(
            5,
            Order.of("5505", "topup 500").out(ADVANCE, 50_000).in(WALLET, 50_000),
            Order.of("9505", "cashout 4417 300 KZT").out(WALLET, 30_000).in(HALYK_TENGE, 30_000)),
    /** Of the advance, to the own card. */
    REFUND(
            4,
            Order.of("9505", "refund 4417 1500 KZT")
                    .out(ADVANCE, 150_000)
                    .in(HALYK_TENGE, 150_000)),
    PURCHASE(3, purchase()),
    /** A purchase of which the app store gives a part back. */
    PURCHASE_GIVEN_BACK(
            3, purchase(), Order.byTheAppStore().out(APP_STORE, 40_000).in(ADVANCE, 40_000)),
    /** A top-up made in error. */
    REVERSAL(
            5,
            Order.of("5505", "topup 400").out(ADVANCE, 40_000).in(WALLET, 40_000),
            Order.of("7701", "reverse")
                    .done(Manner.AFTER_A_MOMENT)
                    .out(WALLET, 40_000)
                    .in(ADVANCE, 40_000)),
    RECALLED_BILL(
            4,
            Order.of("7701", "pay alma 7273001123 350tg")
                    .done(Manner.RECALLED)
                    .out(ADVANCE, 35_000)
                    .in(PROVIDER, 35_000)),
    RECALLED_BILL_FROM_KASPI(
            3,
            Order.of("7701", "pay alma 7273001123 450tg kaspi")
                    .done(Manner.RECALLED)
                    .out(KASPI_TENGE, 45_000)
                    .in(PROVIDER, 45_000));

    private static final Wish[] ALL = values();

    final List<Order> orders;
    private final int ofHundred;

    Wish(int ofHundred, Order... orders) {
        this.ofHundred = ofHundred;
        this.orders = List.of(orders);
    }

    private static Order purchase() {
        return Order.of("77014589654", "990 KZT").out(ADVANCE, 99_000).in(APP_STORE, 99_000);
    }

    /**
     * @param drawn from 0 to 99
     */
    static Wish of(int drawn) {
        int upTo = 0;
        for (Wish wish : ALL) {
            upTo += wish.ofHundred;
            if (drawn < upTo) {
                return wish;
            }
        }
        throw new IllegalArgumentException("the wishes of " + upTo + " are told, not of " + drawn);
    }
}
