package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.DefaultResourceLoader;

/** What a careful colleague would ask about a change. */
class ComparisonTest {

    private static final CatalogueLoader LOADER = new CatalogueLoader(new DefaultResourceLoader());
    private static final Map<CatalogueDocument, SourceText> FILES =
            LOADER.files(CatalogueForTests.bound(Map.of()));
    private static final CatalogueWatch WATCH =
            new CatalogueWatch(LOADER, FILES, new PublishedForTests(), Clock.systemUTC());

    private static List<CatalogueRemark> remarks(
            CatalogueDocument document, String shipped, String instead) {
        String text = FILES.get(document).text();
        assertThat(text).contains(shipped);
        var candidate = SourceText.of(document, 1, text.replace(shipped, instead));
        return Comparison.of(
                candidate,
                WATCH.inForce().now(),
                WATCH.tried(candidate),
                LocalDate.of(2026, 11, 23));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LIMITS      | hub: {operation-minimum: 10, operation-maximum: 50000, day-maximum: 200000 | hub: {operation-minimum: 10, operation-maximum: 50000, day-maximum: 40000 | NEVER_REACHED | hub",
                "LIMITS      | app-store: {operation-minimum: 10, operation-maximum: 50000 | app-store: {operation-minimum: 10, operation-maximum: 60000 | NEVER_REACHED | app-store",
                "LIMITS      | up-to: 1000 | up-to: 70000 | YES_ABOVE_OPERATION | plain-yes",
                "LIMITS      | short-codes: [\"7701\"] | short-codes: [\"7702\"] | UNKNOWN_NUMBER | plain-yes",
                "LIMITS      | lifetime: 3m, attempts: 3 | lifetime: 3m, attempts: 30 | EASY_CODE | code",
                "PROVIDERS   | fee: {fixed: 50} | fee: {fixed: 60} | FEE | tel",
                "SERVICE     | 2026-01-01: 4325 | 2026-01-01: 4326 | PAST_INDEX | monthly-index",
                "SERVICE     | wording: sms-2026-1 | wording: sms-2026-2 | RULES | rules",
                "SHORT_CODES | code-sender: \"4404\" | code-sender: \"mobimoney\" | CODE_SENDER | code-sender",
                "USSD        | en: Pay} | en: Pay bills} | MENUS_BEGIN_AGAIN | menus",
                "PROVIDERS   | en: City water | en: Water of the city | MENUS_BEGIN_AGAIN | providers",
            })
    void remarksOn(
            CatalogueDocument document,
            String shipped,
            String instead,
            CatalogueRemark.Kind kind,
            String about) {
        assertThat(remarks(document, shipped, instead))
                .anySatisfy(
                        remark -> {
                            assertThat(remark.kind()).isEqualTo(kind);
                            assertThat(remark.about()).isEqualTo(about);
                        });
    }

    @Test
    void hasNothingToSayAboutAGreaterFutureIndex() {
        assertThat(
                        remarks(
                                CatalogueDocument.SERVICE,
                                "  2026-01-01: 4325",
                                "  2026-01-01: 4325\n  2027-01-01: 4500"))
                .isEmpty();
    }

    /** No row of answers leads elsewhere. */
    @Test
    void leavesDialoguesAloneForAFeeOrAFarewell() {
        assertThat(remarks(CatalogueDocument.USSD, "Goodbye!", "Bye!")).isEmpty();
        assertThat(remarks(CatalogueDocument.PROVIDERS, "{fixed: 50}", "{fixed: 60}"))
                .isNotEmpty()
                .allMatch(remark -> remark.kind() == CatalogueRemark.Kind.FEE);
    }

    @Test
    void tellsWhatATextNoLongerSays() {
        assertThat(
                        remarks(
                                CatalogueDocument.TEXTS,
                                "    kk: \"Қолжетімді қалдық: {amount}.\"\n"
                                        + "    ru: \"Доступный остаток: {amount}.\"\n"
                                        + "    en: \"Available balance: {amount}.\"",
                                "    kk: \"Қалдық жасырылды.\"\n"
                                        + "    ru: \"Остаток скрыт.\"\n"
                                        + "    en: \"Hidden.\""))
                .containsExactly(
                        new CatalogueRemark(
                                CatalogueRemark.Kind.SAYS_LESS,
                                "balance.account",
                                List.of("amount")));
    }

    /** Payments under way and receipts know them by these names. */
    @Test
    void refusesOtherNamesOfRequisites() {
        String yaml = FILES.get(CatalogueDocument.PROVIDERS).text();
        String last = yaml.substring(yaml.indexOf("  aulesp:"));

        assertThatThrownBy(
                        () ->
                                remarks(
                                        CatalogueDocument.PROVIDERS,
                                        last,
                                        last.replace("name: iin", "name: account")
                                                .replace("iin=", "account=")))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContainingAll("providers.aulesp", "must keep their names [iin]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LIMITS    | app-store: {operation-minimum: 10, operation-maximum: 50000 | app-store: {operation-minimum: 60000, operation-maximum: 70000 | leave no amount",
                "SERVICE   | '2024-01-01: 3692\\n  2025-01-01: 3932\\n  2026-01-01: 4325' | '2027-01-01: 4500' | in force today",
            })
    void refusesWhatDoesntGoTogether(
            CatalogueDocument document, String shipped, String instead, String fault) {
        assertThatThrownBy(() -> remarks(document, shipped.replace("\\n", "\n"), instead))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContaining(fault)
                .hasMessageContaining("line ");
    }
}
