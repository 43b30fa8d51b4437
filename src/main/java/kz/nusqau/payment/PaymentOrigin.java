package kz.nusqau.payment;

import kz.nusqau.shared.Language;

/**
 * Where an instruction came from, and so where what is said of it goes.
 *
 * @param link by which the text came
 * @param shortCode to which it was sent
 */
public record PaymentOrigin(String link, String shortCode, Language language) {}
