package kz.nusqau.counterparty.bank;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bank's word about an order means, by what was agreed with the bank. */
class OrderStatusesTest {

    private final OrderStatuses debited = new OrderStatuses("ACSC");
    private final OrderStatuses credited = new OrderStatuses("ACCC");

    @ParameterizedTest
    @ValueSource(strings = {"RCVD", "ACTC", "ACCP", "ACSP", "ACWP", "PDNG"})
    void areUnderWayAtEveryBank(String status) {
        for (OrderStatuses bank : new OrderStatuses[] {debited, credited}) {
            assertThat(bank.isUnderWay(status)).isTrue();
            assertThat(bank.isDone(status)).isFalse();
            assertThat(bank.isNotDone(status)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"ACSC, true, false", "ACCC, true, true"})
    void areDoneAsAgreedWithTheBank(String status, boolean whereDebited, boolean whereCredited) {
        assertThat(debited.isDone(status)).isEqualTo(whereDebited);
        assertThat(credited.isDone(status)).isEqualTo(whereCredited);
        assertThat(debited.isUnderWay(status)).isNotEqualTo(whereDebited);
        assertThat(credited.isUnderWay(status)).isNotEqualTo(whereCredited);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RJCT", "CANC"})
    void areNotDoneAtAnyBank(String status) {
        assertThat(debited.isNotDone(status)).isTrue();
        assertThat(credited.isNotDone(status)).isTrue();
        assertThat(credited.isUnderWay(status)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PART", "acsc"})
    void sayNothingInOtherWords(String status) {
        assertThat(debited.isDone(status)).isFalse();
        assertThat(debited.isNotDone(status)).isFalse();
        assertThat(debited.isUnderWay(status)).isFalse();
    }
}
