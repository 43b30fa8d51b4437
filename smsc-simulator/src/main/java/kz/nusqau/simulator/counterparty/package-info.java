/**
 * What all sandboxes share: requests, answers, fault switches, a journal that survives a restart.
 */
@NullMarked
package kz.nusqau.simulator.counterparty;

import org.jspecify.annotations.NullMarked;
