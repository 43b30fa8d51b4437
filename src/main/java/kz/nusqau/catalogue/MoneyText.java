package kz.nusqau.catalogue;

import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;

/**
 * Money as people read it: {@code 98 499,50 тг} in Kazakh and Russian, {@code 98,499.50 KZT} in
 * English; ordinary spaces, always two decimals.
 */
public final class MoneyText {

    private MoneyText() {}

    public static String of(Money money, Language language) {
        boolean english = language == Language.EN;
        long whole = money.minor() / 100;
        long tiyn = money.minor() % 100;
        var text = new StringBuilder(24).append(whole);
        for (int at = text.length() - 3; at > 0; at -= 3) {
            text.insert(at, english ? ',' : ' ');
        }
        text.append(english ? '.' : ',').append((char) ('0' + tiyn / 10));
        text.append((char) ('0' + tiyn % 10)).append(' ');
        boolean tenge = money.currency().equals("KZT") && !english;
        return text.append(tenge ? "тг" : money.currency()).toString();
    }
}
