package kz.nusqau.sms;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.sms.smpp.BindType;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The contracts with SMSCs.
 *
 * @param vendorProfiles by name; those of {@link VendorProfile#BUILT_IN} are always there
 * @param joinWithin how long the parts of a text may take to come together
 * @param outbind where SMSCs connect that have messages waiting
 * @param capacity messages of one link that may be in memory on their way out
 */
@Validated
@ConfigurationProperties("nusqau.smpp")
record SmppProperties(
        @DefaultValue @Valid List<Bind> binds,
        @DefaultValue Map<String, VendorProfile> vendorProfiles,
        @DefaultValue("3m") Duration joinWithin,
        @DefaultValue @Valid OutbindPort outbind,
        @DefaultValue("5000") @Min(1) int capacity) {

    /**
     * Where SMSCs connect.
     *
     * @param port none is listened on when not set; 0 takes a free one
     * @param tlsBundle name of a {@code spring.ssl.bundle} with a key; in clear without one
     */
    record OutbindPort(
            @DefaultValue("127.0.0.1") String address,
            @Nullable @Min(0) @Max(65535) Integer port,
            @Nullable String tlsBundle) {}

    /** How an SMSC introduces itself that connects to us. */
    record Outbind(
            @NotBlank @Size(max = 15, message = "has at most 15 characters in SMPP")
                    String systemId,
            @NotBlank @Size(max = 64) String password) {

        @Override
        public String toString() {
            return "Outbind[" + systemId + "]";
        }
    }

    /**
     * One contract.
     *
     * @param link the operator link it belongs to, its id when not named: an RX and a TX bind of
     *     one contract name the same link
     * @param sessions how many the contract allows at one time, over all nodes
     * @param window submits without an answer, per session
     * @param rate submits a second over all sessions; 0 has no limit
     * @param tlsBundle name of a {@code spring.ssl.bundle}; the platform's trust without one
     * @param addresses the numbers and names that it sends from and is reached at, see {@link
     *     Addresses}; all when empty
     * @param addressRange what we tell the SMSC that we want delivered here, as it wants it told
     * @param transliterate sends Kazakh and Russian in Latin letters when that saves parts
     * @param held deliver_sm without our answer, per session; more than the SMSC's window
     * @param holdFor how long the SMSC may wait for our answer; less than its timer
     * @param ussd how the gateway writes its dialogues; the bind then carries them and no texts
     * @param ussdWithTexts it carries both
     * @param outbind who may connect for this bind, from {@code host}; it then waits for that and
     *     doesn't connect itself
     */
    record Bind(
            @NotBlank
                    @Pattern(
                            regexp = "[a-z0-9][a-z0-9-]{0,30}",
                            message = "must be lower-case letters, digits and hyphens")
                    String id,
            @Nullable String link,
            @NotBlank String host,
            @Min(1) @Max(65535) int port,
            @NotBlank @Size(max = 15, message = "has at most 15 characters in SMPP")
                    String systemId,
            @Size(max = 64) @DefaultValue("") String password,
            @DefaultValue("") @Size(max = 12) String systemType,
            @DefaultValue("trx") BindType type,
            @DefaultValue("1") @Min(1) @Max(64) int sessions,
            @DefaultValue("50") @Min(1) @Max(10_000) int window,
            @DefaultValue("0") @PositiveOrZero double rate,
            @DefaultValue("false") boolean tls,
            @Nullable String tlsBundle,
            @DefaultValue List<String> addresses,
            @DefaultValue("") @Size(max = 40) String addressRange,
            @DefaultValue("standard") String vendorProfile,
            @DefaultValue("false") boolean transliterate,
            @DefaultValue("1000") @Min(1) @Max(100_000) int held,
            @DefaultValue("30s") Duration enquireEvery,
            @DefaultValue("10s") Duration answerWithin,
            @DefaultValue("8s") Duration holdFor,
            @Nullable String ussd,
            @DefaultValue("false") boolean ussdWithTexts,
            @Nullable @Valid Outbind outbind) {

        String linkName() {
            return link == null || link.isBlank() ? id : link;
        }

        boolean carriesTexts() {
            return ussd == null || ussdWithTexts;
        }

        @Override
        public String toString() {
            return "Bind[" + id + " at " + host + ":" + port + "]";
        }
    }

    @AssertTrue(message = "binds: two have the same id; each needs one of its own")
    boolean isEveryIdUnique() {
        return binds.stream().map(Bind::id).distinct().count() == binds.size();
    }

    @AssertTrue(
            message =
                    "binds: a vendor-profile is not known; use standard, hex-then-decimal,"
                            + " decimal-then-hex, latin1-default or one of"
                            + " nusqau.smpp.vendor-profiles")
    boolean isEveryProfileKnown() {
        return binds.stream().map(Bind::vendorProfile).allMatch(profiles()::containsKey);
    }

    @AssertTrue(message = "binds: a link has different vendor-profiles; its binds need the same")
    boolean isEveryLinkOfOneMake() {
        return binds.stream().map(bind -> bind.linkName() + bind.vendorProfile()).distinct().count()
                == binds.stream().map(Bind::linkName).distinct().count();
    }

    @AssertTrue(
            message =
                    "binds: a bind with ussd needs type trx, and as its link that of a bind for"
                            + " texts: what doesn't fit on a screen leaves there")
    boolean hasEveryDialogueATextLink() {
        return binds.stream()
                .filter(bind -> bind.ussd() != null)
                .allMatch(
                        bind ->
                                bind.type() == BindType.TRX
                                        && binds.stream()
                                                .filter(Bind::carriesTexts)
                                                .map(Bind::linkName)
                                                .anyMatch(bind.linkName()::equals));
    }

    @AssertTrue(message = "binds: ussd-with-texts says nothing without ussd; name its dialect")
    boolean isEverySharedBindOfAGateway() {
        return binds.stream().noneMatch(bind -> bind.ussdWithTexts() && bind.ussd() == null);
    }

    @AssertTrue(message = "binds: a link has different ussd dialects; its binds need the same")
    boolean isEveryGatewayOfOneMake() {
        var ussd = binds.stream().filter(bind -> bind.ussd() != null).toList();
        return ussd.stream().map(bind -> bind.linkName() + "/" + bind.ussd()).distinct().count()
                == ussd.stream().map(Bind::linkName).distinct().count();
    }

    VendorProfile profile(Bind bind) {
        var profile = profiles().get(bind.vendorProfile());
        if (profile == null) {
            throw new IllegalStateException("no vendor profile " + bind.vendorProfile());
        }
        return profile;
    }

    Addresses addresses(Bind bind) {
        return Addresses.of(
                "nusqau.smpp.binds[%d].addresses".formatted(binds.indexOf(bind)), bind.addresses());
    }

    private Map<String, VendorProfile> profiles() {
        var all = new HashMap<>(VendorProfile.BUILT_IN);
        all.putAll(vendorProfiles);
        return all;
    }
}
