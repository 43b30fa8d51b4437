package kz.nusqau.counterparty;

import java.math.BigDecimal;

/**
 * A bank's rates of the day for one unit of a foreign currency, in KZT.
 *
 * @param buy what the bank pays
 * @param sell what the bank takes
 */
public record BankRate(String currency, BigDecimal buy, BigDecimal sell) {}
