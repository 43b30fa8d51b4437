package kz.nusqau.catalogue;

/**
 * What a subscriber accepts with the first instruction (R-JOIN-1).
 *
 * @param operator version of the operator's rules
 * @param emoney version of the e-money systems' rules
 * @param wording id of the wording that the subscriber saw
 */
public record RulesVersion(String operator, String emoney, String wording) {}
