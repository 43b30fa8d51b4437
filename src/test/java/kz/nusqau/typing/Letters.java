package kz.nusqau.typing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Letters that stand for other letters. */
final class Letters {

    private static final List<String> LOOK_ALIKES =
            List.of(
                    "аa", "еe", "оo0", "рp", "сc", "уy", "хx", "іi", "һh", "АA", "ВB", "ЕE", "КK",
                    "МM", "НH", "ОO0", "РP", "СC", "ТT", "УY", "ХX", "ІI", "ҺH", "З3", "з3", "ЅS",
                    "ЈJ");

    /** What people without a Kazakh keyboard type. */
    private static final Map<Character, List<String>> MISSING =
            table(
                    "ә=а,э,я ғ=г қ=к ң=н ө=о ұ=у ү=у һ=х і=и,ы Ә=А,Э,Я Ғ=Г Қ=К Ң=Н Ө=О Ұ=У Ү=У Һ=Х І=И,Ы");

    private static final Map<Character, List<String>> LATIN =
            table(
                    "а=a ә=a,ae,ä,e б=b в=v г=g ғ=g,gh,ğ д=d е=e ё=e,yo ж=zh,j з=z и=i й=y,i,j к=k"
                            + " қ=k,q л=l м=m н=n ң=n,ng,ñ о=o ө=o,oe,ö п=p р=r с=s т=t у=u ұ=u,y,ū"
                            + " ү=u,y,ü ф=f х=h,kh,x һ=h ц=ts,c ч=ch,4 ш=sh,w,ş щ=shch,sch ъ=' ы=y"
                            + " і=i,y ь=',_ э=e ю=yu я=ya");

    private static final String INVISIBLE =
            "\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF\u00AD\u202A\u202C\u2066\u2069";
    private static final List<String> EMOJI =
            List.of("🙏", "💰", "👍🏽", "❤️", "🇰🇿", "😀", "👨‍👩‍👧", "✅", "🔥", "☎️");

    private Letters() {}

    static String lookAlikes(String word, Random random) {
        int share = 1 + random.nextInt(10);
        var typed = new StringBuilder();
        for (char c : word.toCharArray()) {
            typed.append(random.nextInt(10) < share ? lookAlike(c, random) : c);
        }
        return typed.toString();
    }

    private static char lookAlike(char c, Random random) {
        for (String group : LOOK_ALIKES) {
            if (group.indexOf(c) >= 0) {
                return group.charAt(random.nextInt(group.length()));
            }
        }
        return c;
    }

    /** Letters only, for payment numbers and IBANs. */
    static String cyrillicLookAlikes(String reference, Random random) {
        var typed = new StringBuilder();
        for (char c : reference.toCharArray()) {
            int at = "ABCEHKMPTXY".indexOf(c);
            typed.append(at >= 0 && random.nextBoolean() ? "АВСЕНКМРТХУ".charAt(at) : c);
        }
        return typed.toString();
    }

    static boolean hasKazakh(String word) {
        return word.chars().anyMatch(c -> MISSING.containsKey((char) c));
    }

    static boolean hasCyrillic(String word) {
        return word.chars().anyMatch(c -> c >= 0x400 && c < 0x530);
    }

    static String withoutKazakh(String word, Random random) {
        return eachBy(MISSING, word, random);
    }

    static String transliterated(String word, Random random) {
        return eachBy(LATIN, word, random);
    }

    private static String eachBy(Map<Character, List<String>> table, String word, Random random) {
        return word.chars()
                .mapToObj(
                        c ->
                                pick(
                                        table.getOrDefault(
                                                (char) c, List.of(String.valueOf((char) c))),
                                        random))
                .collect(Collectors.joining());
    }

    static String invisible(Random random) {
        return String.valueOf(INVISIBLE.charAt(random.nextInt(INVISIBLE.length())));
    }

    static String emoji(Random random) {
        return pick(EMOJI, random);
    }

    static <T> T pick(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static Map<Character, List<String>> table(String pairs) {
        var table = new HashMap<Character, List<String>>();
        for (String pair : pairs.split(" ")) {
            table.put(pair.charAt(0), List.of(pair.substring(2).replace("_", "").split(",", -1)));
        }
        return table;
    }
}
