/** The life of a command: row, message, call, outcome, inquiry. */
@NullMarked
package kz.nusqau.counterparty.command;

import org.jspecify.annotations.NullMarked;
