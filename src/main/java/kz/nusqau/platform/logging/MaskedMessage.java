package kz.nusqau.platform.logging;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** {@code %masked} in a log pattern: the message without subscribers' numbers. */
public final class MaskedMessage extends MessageConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return NumberMask.mask(super.convert(event));
    }
}
