package kz.nusqau.counterparty;

import java.time.Instant;
import kz.nusqau.shared.SubscriberId;

/**
 * One effect to be brought about exactly once.
 *
 * @param counterparty id in the configuration: {@code billing}, {@code wooppay}
 * @param deadline not sent later than this
 */
public record CommandRequest(
        CommandKey key,
        String counterparty,
        SubscriberId subscriber,
        Operation operation,
        Instant deadline) {}
