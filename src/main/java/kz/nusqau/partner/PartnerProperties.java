package kz.nusqau.partner;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kz.nusqau.shared.Language;
import org.jspecify.annotations.Nullable;
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

    Limits limits(String id) {
        var partner = partners.get(id);
        if (partner == null) {
            throw new IllegalStateException("no partner " + id);
        }
        return partner.limits();
    }

    /**
     * One partner.
     *
     * @param name as subscribers read it in the texts that ask for a confirmation
     * @param language for subscribers whose own isn't known, where the request names none either
     * @param providers codes of those it may ask payments to; all when there are none
     * @param senders short codes and names that its texts may come from; without one it sends none
     * @param takesCodes subscribers may type in the codes of its payments at it, and are told so;
     *     else they text them
     * @param limits what it may ask for
     */
    record Partner(
            @NotBlank @Size(max = 20) String name,
            @DefaultValue("RU") Language language,
            @DefaultValue List<String> providers,
            @DefaultValue
                    List<
                                    @Pattern(
                                            regexp =
                                                    "\\+?[0-9]{3,15}|[A-Za-z0-9][A-Za-z0-9 .-]{0,10}",
                                            message =
                                                    "must be a short code, a number or a name of up to 11 characters")
                                    String>
                            senders,
            @DefaultValue("false") boolean takesCodes,
            @DefaultValue @Valid Limits limits) {

        boolean mayPay(String provider) {
            return providers.isEmpty() || providers.contains(provider);
        }
    }

    /**
     * What a partner may ask for.
     *
     * @param rate requests a second on each node; more wait in the partner's own queue
     * @param open payments that wait for their subscribers at one time
     * @param amount of one payment, in tenge, without its fee
     * @param recipients of its texts a second on each node; requests with more wait in its queue
     * @param sendings that wait for more parts at one time
     * @param unsent recipients whose texts wait to be sent at one time
     * @param openAmount of all that wait for their subscribers at one time; null is no limit
     * @param dayAmount of all that were proposed on one day in Almaty and have not ended without
     *     money; null is no limit
     */
    record Limits(
            @DefaultValue("2000") @Min(1) int rate,
            @DefaultValue("10000") @Min(1) int open,
            @DefaultValue("1000000") @Min(1) long amount,
            @DefaultValue("5000") @Min(1) int recipients,
            @DefaultValue("10") @Min(0) int sendings,
            @DefaultValue("200000") @Min(1) int unsent,
            @Nullable @Min(1) Long openAmount,
            @Nullable @Min(1) Long dayAmount) {}

    /**
     * The interface.
     *
     * @param documentation where its faults are explained; a code is added behind a {@code #}
     * @param keepAnswers how long the same request gets the same answer
     * @param keepEvents how long events can be asked for again, and outcomes of sendings for
     * @param partsWithin a sending that waits so long for its next part takes no more
     * @param mostDeliveries after so many deliveries a request that fails is answered with an
     *     internal error and goes to the failed-message desk
     * @param questions how subscribers are asked for consents
     * @param session how long a partner's user is signed in by one code
     * @param approveWithin how long a payment waits for a user who may approve it
     */
    record Api(
            @DefaultValue("partners.html") String documentation,
            @DefaultValue("90d") Duration keepAnswers,
            @DefaultValue("30d") Duration keepEvents,
            @DefaultValue("15m") Duration partsWithin,
            @DefaultValue("8") int mostDeliveries,
            @DefaultValue @Valid Questions questions,
            @DefaultValue("15m") Duration session,
            @DefaultValue("24h") Duration approveWithin) {}

    /**
     * What subscribers are asked so that a partner may see something.
     *
     * @param most so often lately, by all partners together
     * @param within what is lately; as long nobody who said no is asked by the same partner
     * @param answerWithin how long an answer is looked for once the subscriber has agreed
     */
    record Questions(
            @DefaultValue("5") @Min(1) int most,
            @DefaultValue("24h") Duration within,
            @DefaultValue("10m") Duration answerWithin) {}
}
