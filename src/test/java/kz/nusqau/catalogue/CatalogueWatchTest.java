package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;

/** What comes into force of what was published, without a restart and whatever is wrong with it. */
@Tag("R-SC-1")
class CatalogueWatchTest {

    private final CatalogueLoader loader = new CatalogueLoader(new DefaultResourceLoader());
    private final Map<CatalogueDocument, SourceText> files =
            loader.files(CatalogueForTests.bound(Map.of()));
    private final PublishedForTests published = new PublishedForTests();

    private CatalogueWatch watch() {
        return new CatalogueWatch(loader, files, published, Clock.systemUTC());
    }

    private String shipped(CatalogueDocument document) {
        return files.get(document).text();
    }

    private void publish(CatalogueDocument document, String shipped, String instead) {
        String text = shipped(document);
        assertThat(text).contains(shipped);
        published.publish(document, text.replace(shipped, instead));
    }

    private static String say(Catalogue catalogue) {
        return catalogue
                .texts()
                .render("balance.account", Language.EN, Map.of("amount", Money.tenge(5)));
    }

    @Test
    void bringsWhatIsPublishedIntoForceAsAWhole() {
        var watch = watch();
        var before = watch.inForce().now();
        publish(CatalogueDocument.TEXTS, "Available balance:", "You have:");
        publish(CatalogueDocument.LIMITS, "code: {lifetime: 3m", "code: {lifetime: 2m");

        assertThat(watch.inForce().now()).isSameAs(before);
        watch.look();

        assertThat(say(watch.inForce().now())).startsWith("You have: 5.00");
        assertThat(watch.inForce().now().limitRules().code().lifetime()).hasMinutes(2);
        assertThat(say(before)).startsWith("Available balance:");
        assertThat(watch.standing().version(CatalogueDocument.TEXTS)).isEqualTo(1);
        assertThat(watch.standing().version(CatalogueDocument.WORDS)).isZero();
    }

    @Test
    void doesNothingWhenNothingWasPublished() {
        var watch = watch();
        var before = watch.inForce().now();

        watch.look();

        assertThat(watch.inForce().now()).isSameAs(before);
    }

    @Test
    void goesOnWithTheLastReadableVersionWhileItRuns() {
        publish(CatalogueDocument.TEXTS, "Available balance:", "You have:");
        var watch = watch();
        published.publish(CatalogueDocument.TEXTS, "texts: [");
        watch.look();

        assertThat(say(watch.inForce().now())).startsWith("You have:");
        assertThat(watch.standing().unread())
                .singleElement()
                .satisfies(
                        unread -> {
                            assertThat(unread.number()).isEqualTo(2);
                            assertThat(unread.inForce()).isEqualTo(1);
                            assertThat(unread.fault()).contains("texts, version 2", "line 1");
                        });
    }

    @Test
    void startsInSpiteOfAVersionItCantRead() {
        published.publish(CatalogueDocument.LIMITS, "hub: {}\n");
        publish(CatalogueDocument.TEXTS, "Available balance:", "You have:");

        var watch = watch();

        assertThat(say(watch.inForce().now())).startsWith("You have:");
        assertThat(watch.standing().version(CatalogueDocument.LIMITS)).isZero();
        assertThat(watch.standing().unread())
                .extracting(UnreadVersion::document)
                .containsExactly(CatalogueDocument.LIMITS);
    }

    @Test
    void startsWhenTwoVersionsDontGoTogether() {
        // A word of a provider that is a command.
        publish(CatalogueDocument.PROVIDERS, "[alma, алма]", "[баланс]");
        publish(CatalogueDocument.TEXTS, "Available balance:", "You have:");

        var watch = watch();

        assertThat(watch.standing().version(CatalogueDocument.PROVIDERS)).isZero();
        assertThat(watch.standing().unread())
                .extracting(UnreadVersion::document)
                .containsExactly(CatalogueDocument.PROVIDERS);
        assertThat(say(watch.inForce().now())).startsWith("You have:");
    }

    @Test
    void saysAsShippedWhatAnOlderVersionDoesntSayYet() {
        String older =
                shipped(CatalogueDocument.TEXTS)
                        .replaceFirst("  balance\\.account:\n(    .*\n){3}", "")
                        .replace("Wallet balance:", "In your wallet:");
        assertThat(older).doesNotContain("balance.account");
        published.publish(CatalogueDocument.TEXTS, older);

        var watch = watch();
        var texts = watch.inForce().now().texts();

        assertThat(watch.standing().unread()).isEmpty();
        assertThat(say(watch.inForce().now())).startsWith("Available balance:");
        assertThat(texts.render("balance.wallet", Language.EN, Map.of("amount", Money.tenge(5))))
                .startsWith("In your wallet:");
        assertThatThrownBy(() -> watch.tried(SourceText.of(CatalogueDocument.TEXTS, 2, older)))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContaining("balance.account");
    }

    @Test
    void stillKnowsWhomItNoLongerOffers() {
        var watch = watch();
        String yaml = shipped(CatalogueDocument.PROVIDERS);
        String without = yaml.substring(0, yaml.indexOf("  aulesp:"));
        published.publish(CatalogueDocument.PROVIDERS, without);
        watch.look();

        for (var catalogue : List.of(watch.inForce().now(), watch().inForce().now())) {
            assertThat(catalogue.providers().find("aulesp")).isEmpty();
            assertThat(catalogue.providers().known("aulesp")).isPresent();
            assertThat(catalogue.providers().get("aulesp").name(Language.EN)).contains("village");
        }
        var anew =
                SourceText.of(
                        CatalogueDocument.PROVIDERS,
                        2,
                        without
                                + yaml.substring(yaml.indexOf("  aulesp:"))
                                        .replace("name: iin", "name: account")
                                        .replace("iin=", "account="));
        assertThatThrownBy(
                        () ->
                                Comparison.of(
                                        anew,
                                        watch.inForce().now(),
                                        watch.tried(anew),
                                        LocalDate.of(2026, 11, 23)))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContaining("must keep their names [iin]");
    }

    @Test
    void tellsDialoguesThatMenusAreOthers() {
        var watch = watch();
        String shipped = watch.inForce().now().menus().edition();
        publish(CatalogueDocument.PROVIDERS, "{fixed: 50}", "{fixed: 60}");
        publish(CatalogueDocument.USSD, "Goodbye!", "Bye!");
        watch.look();
        assertThat(watch.inForce().now().menus().edition()).isEqualTo(shipped);

        publish(CatalogueDocument.USSD, "en: Pay}", "en: Pay bills}");
        watch.look();

        String anew = watch.inForce().now().menus().edition();
        assertThat(anew).isNotEqualTo(shipped);
        assertThat(watch().inForce().now().menus().edition()).isEqualTo(anew);
    }

    @Test
    void refusesAFaultInTheFilesThemselves() {
        var broken = new EnumMap<>(files);
        broken.put(
                CatalogueDocument.LIMITS,
                new SourceText(CatalogueDocument.LIMITS, "limits.yaml", 0, "hub: {}\n"));

        assertThatThrownBy(() -> new CatalogueWatch(loader, broken, published, Clock.systemUTC()))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContaining("limits.yaml, line 1");
    }

    @Test
    void namesTheLineOfAFault() {
        var watch = watch();
        String yaml = shipped(CatalogueDocument.LIMITS).replace("up-to: 1000", "up-to: much");
        int line = yaml.substring(0, yaml.indexOf("plain-yes:")).split("\n", -1).length;

        assertThatThrownBy(() -> watch.tried(SourceText.of(CatalogueDocument.LIMITS, 4, yaml)))
                .isInstanceOfSatisfying(
                        CatalogueFault.class,
                        fault -> {
                            assertThat(fault.line()).isEqualTo(line);
                            assertThat(fault.document()).isEqualTo(CatalogueDocument.LIMITS);
                        })
                .hasMessageContainingAll("limits, version 4, line " + line, "'plain-yes'", "up-to");
    }
}
