package kz.nusqau.ussd;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How dialogues go on and end.
 *
 * @param dialects by name; those of {@link Dialect#BUILT_IN} are always there
 * @param answerWithin a longer wait ends the dialogue; the answer then comes as a text
 * @param resumeWithin a dialogue that broke off can be taken up again for so long
 * @param screenLifetime a screen that could not leave for so long is given up
 * @param capacity screens that may be on their way to gateways
 */
@Validated
@ConfigurationProperties("nusqau.ussd")
record UssdProperties(
        @DefaultValue Map<String, Dialect> dialects,
        @DefaultValue("5s") Duration answerWithin,
        @DefaultValue("2m") Duration resumeWithin,
        @DefaultValue("8s") Duration screenLifetime,
        @DefaultValue("2000") int capacity) {

    Map<String, Dialect> allDialects() {
        var all = new HashMap<>(Dialect.BUILT_IN);
        all.putAll(dialects);
        return all;
    }
}
