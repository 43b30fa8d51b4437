package kz.nusqau.catalogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import kz.nusqau.catalogue.Menu.Action;
import kz.nusqau.catalogue.Menu.Item;
import kz.nusqau.catalogue.Menu.Word;
import kz.nusqau.shared.Language;

/**
 * Reads {@code ussd.yaml} and checks that everything fits on a screen.
 *
 * @param textOnly by instruction, why no menu leads to it
 */
record MenusFile(
        Map<String, Menu> byCode,
        Map<String, Menu> menus,
        Texts screens,
        Map<String, String> textOnly,
        List<Dialled> examples) {

    /** What a phone dials, and the instruction that it makes. */
    record Dialled(String dial, String reads, YamlEntry entry) {}

    private static final Pattern ASKED = Pattern.compile("\\{([a-z]+)}");
    private static final Set<Integer> RESERVED = Set.of(0, 9);
    private static final Set<String> NEEDED =
            Set.of(
                    "back",
                    "more",
                    "wrong",
                    "ask.requisite",
                    "ask.amount",
                    "code",
                    "code.again",
                    "by-text",
                    "confirm-by-text",
                    "working",
                    "over",
                    "bye");

    static MenusFile read(YamlEntry root, Providers providers) {
        root.onlyKeys("codes", "samples", "screens", "menus", "text-only", "examples");
        var screens = screens(root);
        var menus = new LinkedHashMap<String, Menu>();
        for (String name : root.child("menus").keys()) {
            menus.put(name, menu(root.child("menus"), name, providers, screens));
        }
        var byCode = new LinkedHashMap<String, Menu>();
        for (String code : root.child("codes").keys()) {
            byCode.put(code, found(root.child("codes"), code, menus));
        }
        if (byCode.isEmpty()) {
            throw root.fault("codes", "must name a code and its first menu: {\"9909\": main}");
        }
        requireMenus(root, menus);
        var examples =
                root.list("examples").stream()
                        .map(each -> each.onlyKeys("dial", "reads"))
                        .map(each -> new Dialled(each.text("dial"), each.text("reads"), each))
                        .toList();
        return new MenusFile(byCode, menus, screens, textOnly(root), examples);
    }

    private static Map<String, String> textOnly(YamlEntry root) {
        var entries = root.child("text-only");
        var reasons = new LinkedHashMap<String, String>();
        entries.keys().forEach(key -> reasons.put(key, entries.text(key)));
        return reasons;
    }

    private static Menu found(YamlEntry codes, String code, Map<String, Menu> menus) {
        if (!code.matches("\\d{2,6}")) {
            throw codes.fault(code, "must be two to six digits, in quotes");
        }
        var menu = menus.get(codes.text(code));
        if (menu == null) {
            throw codes.fault(code, "names no menu of this file");
        }
        return menu;
    }

    private static void requireMenus(YamlEntry root, Map<String, Menu> menus) {
        for (Menu menu : menus.values()) {
            for (Item item : menu.items()) {
                if (item.action() instanceof Action.Open(String next) && !menus.containsKey(next)) {
                    throw root.child("menus").fault(menu.name(), "opens no menu '" + next + "'");
                }
            }
        }
    }

    private static Texts screens(YamlEntry root) {
        var samples = new EnumMap<Language, Map<String, String>>(Language.class);
        for (Language language : Language.values()) {
            var ofLanguage = new HashMap<String, String>();
            root.child("samples")
                    .children()
                    .forEach(
                            (name, sample) ->
                                    ofLanguage.put(name, sample.text(WordsFile.code(language))));
            samples.put(language, ofLanguage);
        }
        var patterns = new LinkedHashMap<String, Map<Language, TextPattern>>();
        var entries = root.child("screens");
        for (String key : entries.keys()) {
            var byLanguage = TextsFile.patterns(entries.child(key).onlyKeys("kk", "ru", "en"));
            byLanguage.forEach(
                    (language, text) ->
                            check(
                                    entries,
                                    key,
                                    language,
                                    text,
                                    Objects.requireNonNull(samples.get(language))));
            patterns.put(key, byLanguage);
        }
        for (String key : NEEDED) {
            if (!patterns.containsKey(key)) {
                throw entries.fault(key, "is missing; write the screen in kk, ru and en");
            }
        }
        return new Texts(patterns);
    }

    private static void check(
            YamlEntry entries,
            String key,
            Language language,
            TextPattern text,
            Map<String, String> samples) {
        if (!samples.keySet().containsAll(text.arguments())) {
            throw entries.fault(
                    key, "names an argument without a sample; there are " + samples.keySet());
        }
        TextLint.alphabet(entries, key, language, text.literal());
        requireFits(entries, key, language, text.fill(key, samples));
    }

    private static void requireFits(
            YamlEntry entries, String key, Language language, String screen) {
        if (!Screens.fits(screen)) {
            throw entries.fault(
                    key,
                    "does not fit on a screen in %s: %d characters too long"
                            .formatted(language, -Screens.room(screen)));
        }
    }

    private static Menu menu(YamlEntry menus, String name, Providers providers, Texts screens) {
        var items = new ArrayList<Item>();
        for (YamlEntry entry : menus.list(name)) {
            if (entry.flag("providers")) {
                items.addAll(payees(entry, providers));
            } else {
                items.add(item(entry, screens));
            }
        }
        var seen = new HashSet<Integer>();
        for (Item item : items) {
            if (!seen.add(item.number()) || RESERVED.contains(item.number())) {
                throw menus.fault(name, "has a second or a reserved item " + item.number());
            }
            item.labels()
                    .forEach(
                            (language, label) ->
                                    // With the ways back and on.
                                    requireFits(
                                            menus,
                                            name,
                                            language,
                                            item.line(language)
                                                    + "\n"
                                                    + screens.render("back", language, Map.of())
                                                    + "\n"
                                                    + screens.render("more", language, Map.of())));
        }
        if (items.isEmpty()) {
            throw menus.fault(name, "has no items");
        }
        return new Menu(name, items);
    }

    private static Item item(YamlEntry entry, Texts screens) {
        entry.onlyKeys("number", "menu", "say", "to", "kk", "ru", "en");
        var labels = new EnumMap<Language, String>(Language.class);
        for (Language language : Language.values()) {
            labels.put(language, entry.text(WordsFile.code(language)));
        }
        Action action =
                entry.has("menu")
                        ? new Action.Open(entry.text("menu"))
                        : new Action.Say(words(entry, screens), entry.text("to"));
        return new Item(entry.number("number", 1), labels, action);
    }

    private static List<Word> words(YamlEntry entry, Texts screens) {
        var words = new ArrayList<Word>();
        for (String word : entry.text("say").split(" ", -1)) {
            var asked = ASKED.matcher(word);
            if (asked.matches()) {
                String screen = "ask." + asked.group(1);
                if (!screens.has(screen)) {
                    throw entry.fault("say", "asks for something without a screen " + screen);
                }
                words.add(new Word.Asked(screen, Optional.empty()));
            } else {
                words.add(new Word.Given(word));
            }
        }
        return words;
    }

    /** Numbers stay as long as the order of the providers does; the reserved one is left out. */
    private static List<Item> payees(YamlEntry entry, Providers providers) {
        entry.onlyKeys("providers", "to", "from");
        var items = new ArrayList<Item>();
        int number = 0;
        for (Provider provider : providers.all()) {
            do {
                number++;
            } while (number % 10 == 0 || RESERVED.contains(number));
            var words = new ArrayList<Word>();
            words.add(new Word.Given(word(entry, provider)));
            for (var requisite : provider.shape().requisites()) {
                words.add(new Word.Asked("ask.requisite", Optional.of(requisite.name())));
            }
            if (provider.shape().amountStated()) {
                words.add(new Word.Asked("ask.amount", Optional.empty()));
            }
            entry.optionalText("from").ifPresent(source -> words.add(new Word.Given(source)));
            items.add(new Item(number, provider.names(), new Action.Say(words, entry.text("to"))));
        }
        return items;
    }

    /** What stands before the requisite in the provider's example. */
    private static String word(YamlEntry entry, Provider provider) {
        int end = provider.example().indexOf(provider.shape().requisites().getFirst().example());
        if (end < 1) {
            throw entry.fault(
                    "providers", provider.code() + " has an example without its requisite");
        }
        return provider.example().substring(0, end).strip();
    }
}
