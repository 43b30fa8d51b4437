/** The SMSC: an SMPP 3.4 server scripted like a mock web server, fast enough to load a hub. */
@NullMarked
package kz.nusqau.simulator.smsc;

import org.jspecify.annotations.NullMarked;
