package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import kz.nusqau.catalogue.MenuWays.Way;
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

    private final Catalogue catalogue = CatalogueForTests.catalogue();
    private final MenuWays ways = new MenuWays();

    @Test
    @Tag("R-INS-2")
    void everyInstructionHasAMenuOrAReasonForHavingNone() {
        var without = new TreeSet<String>();
        for (Class<?> kind : Instruction.class.getPermittedSubclasses()) {
            without.addAll(names(kind));
        }
        for (Way way : ways.all()) {
            without.remove(name(read(way.end())));
        }

        assertThat(without).isEqualTo(new TreeSet<>(ways.file().textOnly().keySet()));
    }

    @Test
    void everyScreenOnEveryWayFits() {
        for (Way way : ways.all()) {
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

    /** Also that which only 9 leads to. */
    @Test
    void everyPageOfEveryMenuFits() {
        for (Menu menu : ways.file().menus().values()) {
            for (Language language : Language.values()) {
                var pages = catalogue.menus().pages(menu, language);

                assertThat(pages).as(menu.name()).allMatch(Screens::fits);
                assertThat(String.join("\n", pages).lines())
                        .as("%s in %s", menu.name(), language)
                        .containsAll(menu.items().stream().map(it -> it.line(language)).toList());
            }
        }
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
}
