package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import kz.nusqau.catalogue.Menu.Action;
import kz.nusqau.catalogue.Menu.Word.Asked;
import kz.nusqau.catalogue.Menus.Place;
import kz.nusqau.instruction.Account;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Keyword.Sense;
import kz.nusqau.instruction.Reading;
import kz.nusqau.instruction.ReadingContext;
import kz.nusqau.shared.Language;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every way through the menus, to its end. */
@Tag("S-USSD")
class MenuWaysTest {

    private static final Path SHIPPED = Path.of("src/main/resources/catalogue/ussd.yaml");

    private static final Map<String, String> TYPED =
            Map.of(
                    "ask.amount", "1500",
                    "ask.sum", "100",
                    "ask.phone", "87011234567",
                    "ask.own", "4417",
                    "ask.from", "USD",
                    "ask.to", "KZT",
                    "ask.number", "N48KX2");

    private final Catalogue catalogue = CatalogueForTests.catalogue();
    private final MenusFile file = file(catalogue);

    /** From the first menu to a complete text. */
    private record Way(String code, List<String> answers, Place.Complete end) {}

    @Test
    @Tag("R-INS-2")
    void everyInstructionHasAMenuOrAReasonForHavingNone() {
        var without = new TreeSet<String>();
        for (Class<?> kind : Instruction.class.getPermittedSubclasses()) {
            without.addAll(names(kind));
        }
        for (Way way : ways()) {
            without.remove(name(read(way.end())));
        }

        assertThat(without).isEqualTo(new TreeSet<>(file.textOnly().keySet()));
    }

    @Test
    void everyScreenOnEveryWayFits() {
        for (Way way : ways()) {
            for (Language language : Language.values()) {
                for (int taken = 0; taken < way.answers().size(); taken++) {
                    var answers = way.answers().subList(0, taken);
                    var walk = catalogue.menus().walk(way.code(), answers, language);

                    assertThat(walk.wrong()).as("%s in %s", answers, language).isFalse();
                    assertThat(walk.place())
                            .as("%s in %s", answers, language)
                            .isInstanceOfSatisfying(
                                    Place.Question.class,
                                    question ->
                                            assertThat(question.screen())
                                                    .matches(Screens::fits, "fits"));
                }
                assertThat(catalogue.menus().walk(way.code(), way.answers(), language).place())
                        .isEqualTo(way.end());
            }
        }
    }

    private static MenusFile file(Catalogue catalogue) {
        try {
            return MenusFile.read(
                    YamlEntry.read("ussd.yaml", Files.newInputStream(SHIPPED)),
                    catalogue.providers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Way> ways() {
        var found = new ArrayList<Way>();
        file.byCode().forEach((code, menu) -> follow(code, menu, List.of(), found));
        return found;
    }

    private void follow(String code, Menu menu, List<String> here, List<Way> found) {
        for (Menu.Item item : menu.items()) {
            var answers = plus(here, String.valueOf(item.number()));
            switch (item.action()) {
                case Action.Open(String next) ->
                        follow(code, file.menus().get(next), answers, found);
                case Action.Say say -> found.add(typed(code, answers, say.asked()));
            }
        }
    }

    private Way typed(String code, List<String> choices, List<Asked> asked) {
        var answers = choices;
        for (Asked next : asked) {
            var before = answers;
            answers =
                    samples(next)
                            .map(sample -> plus(before, sample))
                            .filter(more -> isRight(code, more))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(before + " takes no " + next));
        }
        var walk = catalogue.menus().walk(code, answers, Language.KK);
        assertThat(walk.place()).as("%s", answers).isInstanceOf(Place.Complete.class);
        return new Way(code, answers, (Place.Complete) walk.place());
    }

    private Stream<String> samples(Asked asked) {
        return asked.requisite()
                .map(
                        name ->
                                catalogue.providers().all().stream()
                                        .flatMap(provider -> provider.shape().requisites().stream())
                                        .filter(requisite -> requisite.name().equals(name))
                                        .map(requisite -> requisite.example()))
                .orElseGet(() -> Stream.ofNullable(TYPED.get(asked.screen())));
    }

    private boolean isRight(String code, List<String> answers) {
        return !catalogue.menus().walk(code, answers, Language.KK).wrong();
    }

    private Instruction read(Place.Complete end) {
        var command =
                catalogue.shortCodes().find("", end.shortCode()).flatMap(ShortCode::defaultCommand);
        var reading =
                CatalogueForTests.parser()
                        .read(end.text(), new ReadingContext(command, false, Language.EN));
        assertThat(reading).as(end.text()).isInstanceOf(Reading.Understood.class);
        return ((Reading.Understood) reading).instruction();
    }

    /** A kind that is about an account counts once for each that there is. */
    private static List<String> names(Class<?> kind) {
        return account(kind).findAny().isEmpty()
                ? List.of(name(kind))
                : accounts().map(account -> name(kind) + " " + name(account)).toList();
    }

    private static String name(Instruction instruction) {
        var name = name(instruction.getClass());
        return account(instruction.getClass())
                .map(account -> name + " " + name((Account) value(account, instruction)))
                .findFirst()
                .orElse(name);
    }

    private static Stream<Account> accounts() {
        var banks =
                CatalogueForTests.keywords().stream()
                        .map(keyword -> keyword.sense())
                        .filter(Sense.Bank.class::isInstance)
                        .map(sense -> new Account.Bank(((Sense.Bank) sense).code()))
                        .distinct();
        return Stream.concat(Stream.of(Account.PERSONAL, Account.WALLET), banks);
    }

    private static Stream<RecordComponent> account(Class<?> kind) {
        return Arrays.stream(kind.getRecordComponents())
                .filter(component -> component.getType() == Account.class);
    }

    private static Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component.toString(), e);
        }
    }

    private static String name(Account account) {
        return switch (account) {
            case Account.Personal personal -> "personal";
            case Account.Wallet wallet -> "wallet";
            case Account.Bank(String code) -> code;
        };
    }

    /** {@code AutopaySet}: autopay-set. */
    private static String name(Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static List<String> plus(List<String> answers, String next) {
        var more = new ArrayList<>(answers);
        more.add(next);
        return List.copyOf(more);
    }
}
