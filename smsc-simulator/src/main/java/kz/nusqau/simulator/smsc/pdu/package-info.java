/**
 * SMPP 3.4 on the wire: frames, fields and status codes, forgiving enough to carry what is wrong.
 */
@NullMarked
package kz.nusqau.simulator.smsc.pdu;

import org.jspecify.annotations.NullMarked;
