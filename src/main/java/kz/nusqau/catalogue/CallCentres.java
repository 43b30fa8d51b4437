package kz.nusqau.catalogue;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The call centre of each brand, and the number for everybody else (R-SC-5). */
public record CallCentres(Map<String, String> byBrand, String landline) {

    public CallCentres {
        byBrand = Map.copyOf(byBrand);
    }

    /**
     * The number to call.
     *
     * @param brand in any case, {@code ACTIV} or {@code kcell}; null when not known yet
     */
    public String of(@Nullable String brand) {
        return brand == null
                ? landline
                : byBrand.getOrDefault(brand.toLowerCase(Locale.ROOT), landline);
    }
}
