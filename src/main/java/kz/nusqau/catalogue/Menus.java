package kz.nusqau.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.nusqau.catalogue.Menu.Action;
import kz.nusqau.catalogue.Menu.Word.Asked;
import kz.nusqau.instruction.Field;
import kz.nusqau.instruction.InstructionParser;
import kz.nusqau.instruction.Reading;
import kz.nusqau.instruction.ReadingContext;
import kz.nusqau.shared.Language;
import org.jspecify.annotations.Nullable;

/**
 * The menus of USSD. A dialogue is where a row of answers leads to from its first menu, so a place
 * in it is nothing but what was typed; at its end stands a text, as it could have been sent by SMS.
 */
public final class Menus {

    static final String MORE = "9";

    private static final int EDITION_LETTERS = 16;

    /** The entry that holds on all links. */
    private static final String NO_LINK = "";

    private static final Pattern DIGITS = Pattern.compile("[+0-9 .,]{1,40}");
    private static final Pattern WORD = Pattern.compile("[+\\p{L}\\p{N} .,]{1,40}");
    private static final Pattern IBAN = Pattern.compile("\\p{L}[\\p{L}\\p{N} ]{1,39}");

    private final Map<String, Menu> byCode;
    private final Map<String, Menu> menus;
    private final Texts screens;
    private final Texts texts;
    private final ShortCodes shortCodes;
    private final InstructionParser parser;
    private final String edition;

    Menus(MenusFile file, Texts texts, ShortCodes shortCodes, InstructionParser parser) {
        this.byCode = file.byCode();
        this.menus = file.menus();
        this.screens = file.screens();
        this.texts = texts;
        this.shortCodes = shortCodes;
        this.parser = parser;
        this.edition = SourceText.digest(written()).substring(0, EDITION_LETTERS);
    }

    /**
     * The same on every node and after every start: a row of answers that was typed in another
     * edition may lead elsewhere in this one.
     */
    public String edition() {
        return edition;
    }

    /** All that decides where a row of answers leads. */
    private String written() {
        var written = new StringBuilder();
        byCode.forEach((code, menu) -> line(written, code, menu.name()));
        for (Menu menu : menus.values()) {
            line(written, "menu", menu.name());
            for (Language language : Language.values()) {
                line(written, language, pages(menu, language));
            }
            menu.items().forEach(item -> line(written, item.number(), item.action()));
        }
        return written.toString();
    }

    private static void line(StringBuilder written, Object name, Object value) {
        written.append(name).append(": ").append(value).append('\n');
    }

    /** Where a row of answers leads. */
    public sealed interface Place {

        /** Something is to be chosen or typed. */
        record Question(String screen) implements Place {}

        /** A text is complete: it goes on as any text to the short code does. */
        record Complete(String text, String shortCode) implements Place {

            /** It may hold whatever people type. */
            @Override
            public String toString() {
                return "Complete[to " + shortCode + "]";
            }
        }
    }

    /**
     * How far a row of answers led.
     *
     * @param taken how many of them were right
     * @param wrong the one after them was not
     */
    public record Walk(Place place, int taken, boolean wrong) {}

    /** A code without menus of its own has those of the first one. */
    public String serviceCode(String dialled) {
        return byCode.containsKey(dialled) ? dialled : byCode.keySet().iterator().next();
    }

    /** Follows the answers from the first menu of a code, up to the first that is wrong. */
    public Walk walk(String code, List<String> answers, Language language) {
        Menu menu = Objects.requireNonNull(byCode.get(serviceCode(code)));
        int page = 0;
        int taken = 0;
        while (taken < answers.size()) {
            String typed = answers.get(taken);
            var pages = pages(menu, language);
            var item = menu.find(typed);
            if (typed.equals(MORE) && page + 1 < pages.size()) {
                page++;
                taken++;
            } else if (item.isEmpty()) {
                return wrong(pages.get(page), taken, language);
            } else {
                taken++;
                switch (item.get().action()) {
                    case Action.Open(String next) -> {
                        menu = Objects.requireNonNull(menus.get(next));
                        page = 0;
                    }
                    case Action.Say say -> {
                        return ask(say, answers, taken, language);
                    }
                }
            }
        }
        return new Walk(new Place.Question(pages(menu, language).get(page)), taken, false);
    }

    private Walk ask(Action.Say say, List<String> answers, int from, Language language) {
        var asked = say.asked();
        var given = new ArrayList<String>();
        for (Asked next : asked) {
            int taken = from + given.size();
            String question = question(next, language);
            if (taken >= answers.size()) {
                return new Walk(new Place.Question(question), taken, false);
            }
            given.add(answers.get(taken));
            int after = given.size();
            if (!isRight(say, next, given, after < asked.size() ? asked.get(after) : null)) {
                return wrong(question, taken, language);
            }
        }
        return new Walk(
                new Place.Complete(say.text(given), say.shortCode()), from + given.size(), false);
    }

    /** Right is what makes sense in a text by SMS, and leaves open what is asked for next. */
    private boolean isRight(Action.Say say, Asked asked, List<String> given, @Nullable Asked next) {
        if (!form(asked).matcher(given.getLast()).matches()) {
            return false;
        }
        var command = shortCodes.find(NO_LINK, say.shortCode()).flatMap(ShortCode::defaultCommand);
        var reading = parser.read(say.text(given), new ReadingContext(command, false, Language.EN));
        return switch (reading) {
            case Reading.Understood understood -> next == null;
            case Reading.Incomplete incomplete ->
                    next != null && next.asksFor(incomplete.missing());
            default -> false;
        };
    }

    private static Pattern form(Asked asked) {
        if (asked.isInDigits()) {
            return DIGITS;
        }
        return asked.screen().equals("ask.iban") ? IBAN : WORD;
    }

    private Walk wrong(String question, int taken, Language language) {
        String complaint = say("wrong", language) + "\n" + question;
        return new Walk(
                new Place.Question(Screens.fits(complaint) ? complaint : question), taken, true);
    }

    private String question(Asked asked, Language language) {
        String question =
                screens.render(
                        asked.screen(),
                        language,
                        asked.requisite()
                                .map(name -> Map.of("field", fieldName(name, language)))
                                .orElse(Map.of()));
        return withLine(question, say("back", language));
    }

    private String fieldName(String requisite, Language language) {
        return texts.name(Field.requisite(requisite), language);
    }

    private static String withLine(String screen, String line) {
        String longer = screen + "\n" + line;
        return Screens.fits(longer) ? longer : screen;
    }

    private boolean isFirst(Menu menu) {
        return byCode.containsValue(menu);
    }

    /** As many items on each as fit, and the way to the next. */
    List<String> pages(Menu menu, Language language) {
        String back = isFirst(menu) ? "" : "\n" + say("back", language);
        String more = "\n" + say("more", language);
        var pages = new ArrayList<String>();
        var page = new StringBuilder();
        var items = menu.items();
        for (int i = 0; i < items.size(); i++) {
            String line = (page.isEmpty() ? "" : "\n") + items.get(i).line(language);
            boolean last = i == items.size() - 1;
            if (!page.isEmpty() && !Screens.fits(page + line + (last ? "" : more) + back)) {
                pages.add(page + more + back);
                page.setLength(0);
                line = items.get(i).line(language);
            }
            page.append(line);
        }
        pages.add(page + back);
        return pages;
    }

    /** A screen without arguments. */
    public String say(String key, Language language) {
        return screens.render(key, language, Map.of());
    }

    /** That the dialogue is over, and how to begin another. */
    public String over(String code, Language language) {
        return screens.render("over", language, Map.of("dial", "*" + code + "#"));
    }

    /**
     * The short form of a reply; empty when the catalogue has none or it would not fit.
     *
     * @param arguments of the reply's text; the one-time code in them is never shown
     */
    public Optional<String> screen(String key, Language language, Map<String, ?> arguments) {
        String chosen = key;
        if (!screens.has(key)) {
            if (!arguments.containsKey("code")) {
                return Optional.empty();
            }
            chosen = arguments.containsKey("fee") ? "code" : "code.again";
        }
        return Optional.of(screens.render(chosen, language, arguments)).filter(Screens::fits);
    }
}
