package kz.nusqau.platform.broker;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where commands, dead letters and partners' messages travel.
 *
 * @param url of an external broker or pair; empty starts the embedded one
 * @param user of the external broker
 * @param password of the external broker
 * @param port on which the embedded broker serves partners, on the loopback address; 0 takes a free
 *     one
 * @param partners who may connect to the embedded broker, each with its own prefix {@code
 *     partner.<id>} and a password that is made in the data directory
 * @param banks who serve their queues on the embedded broker, each as user {@code bank-<id>} with
 *     the prefix {@code bank.<id>} and a password that is made in the data directory
 * @param tls where partners on other machines reach the embedded broker; nowhere when it isn't set
 */
@Validated
@ConfigurationProperties("nusqau.broker")
record BrokerProperties(
        @DefaultValue("")
                @Pattern(
                        regexp = "|\\(?(tcp|amqp|vm)://.+",
                        message =
                                "must be empty, like tcp://host:61616 or like"
                                        + " (tcp://one:61616,tcp://two:61616)?ha=true")
                String url,
        @DefaultValue("hub") String user,
        @DefaultValue("") String password,
        @DefaultValue("61616") @Min(0) @Max(65_535) int port,
        @DefaultValue
                List<
                                @Pattern(
                                        regexp = "[a-z0-9][a-z0-9-]*",
                                        message = "must be small letters, digits and hyphens")
                                String>
                        partners,
        @DefaultValue
                List<
                                @Pattern(
                                        regexp = "[a-z0-9][a-z0-9-]*",
                                        message = "must be small letters, digits and hyphens")
                                String>
                        banks,
        @Nullable @Valid BrokerTls tls) {

    boolean isEmbedded() {
        return url.isBlank();
    }

    @Override
    public String toString() {
        return isEmbedded() ? "embedded Artemis" : url;
    }
}
