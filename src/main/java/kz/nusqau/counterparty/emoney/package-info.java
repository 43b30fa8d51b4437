/** E-money systems in the manner of the GSMA API: {@code src/docs/api/emoney.openapi.yaml}. */
@NullMarked
package kz.nusqau.counterparty.emoney;

import org.jspecify.annotations.NullMarked;
