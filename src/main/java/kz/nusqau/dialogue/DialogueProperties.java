package kz.nusqau.dialogue;

import java.time.Duration;
import kz.nusqau.shared.Language;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How subscribers are spoken to.
 *
 * @param fallbackLanguage for a first text that gives no hint, {@code 1500} for instance
 * @param ratesBank the bank whose rates of the day are told
 * @param promptPatience how long a yes waits for the news that its prompt was accepted by the SMSC
 */
@Validated
@ConfigurationProperties("nusqau.dialogue")
record DialogueProperties(
        @DefaultValue("RU") Language fallbackLanguage,
        @DefaultValue("kaspi") String ratesBank,
        @DefaultValue("3s") Duration promptPatience) {}
