package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kz.nusqau.catalogue.Menu.Action;
import kz.nusqau.catalogue.Menu.Word.Asked;
import kz.nusqau.catalogue.Menus.Place;
import kz.nusqau.shared.Language;

/** Every way through the shipped menus, from the first one to a complete text. */
final class MenuWays {

    private static final Path SHIPPED = Path.of("src/main/resources/catalogue/ussd.yaml");

    private static final Map<String, String> TYPED =
            Map.of(
                    "ask.amount", "1500",
                    "ask.sum", "100",
                    "ask.phone", "87011234567",
                    "ask.own", "4417",
                    "ask.iban", "KZ41722C000000000001",
                    "ask.from", "USD",
                    "ask.to", "KZT",
                    "ask.number", "N48KX2");

    /** What is chosen and typed, and the text that it makes. */
    record Way(String code, List<String> answers, Place.Complete end) {

        String dialled() {
            return "*" + code + "*" + String.join("*", answers) + "#";
        }
    }

    private final Catalogue catalogue = CatalogueForTests.catalogue();
    private final MenusFile file;

    MenuWays() {
        try {
            file =
                    MenusFile.read(
                            CatalogueForTests.yaml("ussd.yaml", Files.readString(SHIPPED)),
                            catalogue.providers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MenusFile file() {
        return file;
    }

    List<Way> all() {
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

    private static List<String> plus(List<String> answers, String next) {
        var more = new ArrayList<>(answers);
        more.add(next);
        return List.copyOf(more);
    }
}
