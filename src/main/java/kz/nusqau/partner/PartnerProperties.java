package kz.nusqau.partner;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import kz.nusqau.shared.Language;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Partner systems.
 *
 * @param partners {@code nusqau.partners.<id>}; the id is also the partner's broker user. On the
 *     embedded broker {@code nusqau.broker.partners} admits it.
 * @param partnerApi what is the same for all
 */
@Validated
@ConfigurationProperties("nusqau")
record PartnerProperties(
        @DefaultValue
                Map<
                                @Pattern(
                                        regexp = "[a-z0-9][a-z0-9-]*",
                                        message = "must be small letters, digits and hyphens")
                                String,
                                @Valid Partner>
                        partners,
        @DefaultValue @Valid Api partnerApi) {

    PartnerProperties {
        partners = Map.copyOf(partners);
    }

    /**
     * One partner.
     *
     * @param name as subscribers read it in the texts that ask for a confirmation
     * @param language for subscribers whose own isn't known, where the request names none either
     */
    record Partner(@NotBlank @Size(max = 20) String name, @DefaultValue("RU") Language language) {}

    /**
     * The interface.
     *
     * @param documentation where its faults are explained; a code is added behind a {@code #}
     * @param keepAnswers how long the same request gets the same answer
     * @param keepEvents how long events can be asked for again
     * @param mostDeliveries after so many deliveries a request that fails is answered with an
     *     internal error and goes to the failed-message desk
     */
    record Api(
            @DefaultValue("partners.html") String documentation,
            @DefaultValue("90d") Duration keepAnswers,
            @DefaultValue("30d") Duration keepEvents,
            @DefaultValue("8") int mostDeliveries) {}
}
