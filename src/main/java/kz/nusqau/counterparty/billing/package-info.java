/** The operator's billing over HTTP and JSON: {@code src/docs/api/billing.openapi.yaml}. */
@NullMarked
package kz.nusqau.counterparty.billing;

import org.jspecify.annotations.NullMarked;
