package kz.nusqau.sms.text;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kazakh and Russian in the letters of GSM 7-bit, for links where the price of a part matters more
 * than its looks.
 */
public final class Transliteration {

    private static final Map<Integer, String> LETTERS =
            Stream.of(
                            "ә=a ғ=g қ=q ң=n ө=o ұ=u ү=u һ=h і=i",
                            "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o",
                            "п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e",
                            "ю=yu я=ya №=N «=\" »=\" “=\" ”=\" „=\" ‘=' ’=' `=' –=- —=- …=...",
                            "₸=tg ç=c ğ=g ş=s ū=u ı=i")
                    .flatMap(row -> Stream.of(row.split(" ")))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    pair -> (int) pair.charAt(0), pair -> pair.substring(2)));

    private Transliteration() {}

    /** What has no counterpart becomes a question mark; the result always fits GSM 7-bit. */
    public static String toGsm7(String text) {
        var written = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        letter -> {
                            if (Gsm7.has(letter)) {
                                written.appendCodePoint(letter);
                            } else {
                                written.append(counterpart(letter));
                            }
                        });
        return written.toString();
    }

    private static String counterpart(int letter) {
        if (Character.isSpaceChar(letter)) {
            return " ";
        }
        var same = LETTERS.get(letter);
        if (same != null) {
            return same;
        }
        var small = LETTERS.get(Character.toLowerCase(letter));
        if (small == null) {
            return "?";
        }
        return small.isEmpty() ? "" : Character.toUpperCase(small.charAt(0)) + small.substring(1);
    }
}
