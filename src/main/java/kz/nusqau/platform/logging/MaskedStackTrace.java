package kz.nusqau.platform.logging;

import ch.qos.logback.classic.pattern.ExtendedThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** {@code %maskedEx} in a log pattern: the stack trace without subscribers' numbers. */
public final class MaskedStackTrace extends ExtendedThrowableProxyConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return NumberMask.mask(super.convert(event));
    }
}
