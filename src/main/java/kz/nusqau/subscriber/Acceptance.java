package kz.nusqau.subscriber;

import java.time.Instant;
import kz.nusqau.shared.SubscriberId;

/**
 * A subscriber accepted the rules (R-JOIN-1).
 *
 * @param channel {@code sms}, {@code ussd} or the partner's id
 */
public record Acceptance(
        SubscriberId subscriber,
        String channel,
        Instant at,
        String operatorRules,
        String emoneyRules,
        String wording) {}
