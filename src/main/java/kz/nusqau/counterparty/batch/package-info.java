/** The Camel component {@code jms-batch}: many small messages, one exchange, one commit. */
@NullMarked
@NamedInterface("batch")
package kz.nusqau.counterparty.batch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
