package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import kz.nusqau.payment.PaymentKind;
import kz.nusqau.shared.Money;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tariff of everything that moves money. */
@Tag("R-INS-6")
class ServiceFileTest {

    @Test
    void namesEveryKind() {
        assertThat(ServiceFile.KINDS)
                .containsExactlyElementsOf(
                        Stream.of(PaymentKind.values()).map(PaymentKind::key).toList());
    }

    @Test
    void takesNothingForTransfersBetweenOwnAccountsInAnyCurrency() {
        var tariffs = CatalogueForTests.catalogue().tariffs();

        assertThat(tariffs.fee("own-transfer", new Money(10_000, "USD")))
                .isEqualTo(new Money(0, "USD"));
        assertThatThrownBy(() -> tariffs.fee("pay", Money.tenge(1))).hasMessage("no tariff of pay");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "own-transfer: {fee: none | own-transfer: {fee: {fixed: 50} | key 'fee', value '{\"fixed\":50}' must be none: nobody could take it",
                "reversal: {fee: none | reversal: {fee: {fixed: 50} | must be none",
                "pay: provider | pay: none | key 'pay', value '\"none\"' must be provider: the provider's entry tells",
                "pay: provider | paying: provider | key 'paying', value '\"provider\"' is not known",
                "refund: {fee: none | refund: {fee: {fixed: 50} | key '1500.00', value '\"0.00\"' is not what it costs: 50.00 KZT",
                "send: {fee: none, examples: {\"1500.00\": \"0.00\"}} | send: {fee: none} | key 'examples' must say what an amount costs",
                "redeem: {fee: none, examples: {\"1500.00\": \"0.00\"}} | '' | entry 'commissions.redeem', key 'fee' must be none, {fixed: 50} or {percent",
                "send-from-bank: {fee: none, examples: {\"1500.00\": \"0.00\"}} | '' | entry 'commissions.send-from-bank', key 'fee' must be none",
                "send: {fee: none, examples: {\"1500.00\" | send: {fee: none, examples: {\"much\" | must be amounts in tenge",
            })
    void stopsTheStartOverATariffThatIsNone(
            String shipped, String instead, String fault, @TempDir Path folder) throws IOException {
        String yaml =
                new String(
                        getClass().getResourceAsStream("/catalogue/service.yaml").readAllBytes(),
                        StandardCharsets.UTF_8);
        Path file = folder.resolve("service.yaml");
        Files.writeString(file, yaml.replaceFirst("(?m)^  \\Q" + shipped + "\\E", "  " + instead));

        assertThatThrownBy(
                        () ->
                                CatalogueForTests.load(
                                        Map.of(
                                                "nusqau.catalogue.service",
                                                file.toUri().toString())))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContaining(fault);
    }
}
