package kz.nusqau.instruction;

import java.util.List;

/**
 * What a payment to a provider must hold, in the order people write it.
 *
 * @param amountStated false when the catalogue sets the amount
 */
public record ProviderShape(String code, List<RequisiteShape> requisites, boolean amountStated) {

    public ProviderShape {
        requisites = List.copyOf(requisites);
    }
}
