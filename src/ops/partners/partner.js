// What a partner has to do by whatever protocol: ask until there is an answer, take copies for copies,
// and ask for events that are missing.
'use strict';

const fs = require('node:fs');
const readline = require('node:readline');

/** Where the hub's broker is, and who this is. */
const settings = {
  /** More than one of a pair, parted by commas: one that doesn't answer is followed by the next. */
  brokers: (process.env.NUSQAU_BROKERS ?? '127.0.0.1:61616').split(',').map((broker) => {
    const [host, port] = broker.split(':');
    return { host, port: Number(port) };
  }),
  partner: process.env.NUSQAU_PARTNER ?? 'demo-shop',
  password: process.env.NUSQAU_PASSWORD ?? '',
  /** With the broker's certificate authority: TLS. With a certificate and its key: as that partner. */
  tls: process.env.NUSQAU_CA && {
    ca: fs.readFileSync(process.env.NUSQAU_CA),
    cert: process.env.NUSQAU_CERT && fs.readFileSync(process.env.NUSQAU_CERT),
    key: process.env.NUSQAU_KEY && fs.readFileSync(process.env.NUSQAU_KEY),
  },
  /** After so long without an answer the same request is sent again. */
  patienceMillis: Number(process.env.NUSQAU_PATIENCE_MILLIS ?? 5000),
};

/** The broker to try, at the nth time. */
const broker = (n) => settings.brokers[n % settings.brokers.length];

const addresses = {
  requests: `partner.${settings.partner}.requests`,
  replies: `partner.${settings.partner}.replies`,
  events: `partner.${settings.partner}.events`,
};

class Partner {
  /** By requestId. In a real system they are in its database, from before they are sent. */
  #open = new Map();

  /** Number of the last event that was handled; in a real system stored with what it did. */
  #lastEvent = Number(process.env.NUSQAU_LAST_EVENT ?? 0);

  #transmit;
  #handle;
  #timer;

  /** transmit(request) sends, or does nothing while there is no connection; handle(event) is done with it when it returns. */
  constructor(transmit, handle) {
    this.#transmit = transmit;
    this.#handle = handle;
    this.#timer = setInterval(() => this.resume(), settings.patienceMillis);
  }

  /** The reply, however long it takes and however often the request has to be sent. */
  ask(request) {
    return new Promise((answered) => {
      this.#open.set(request.requestId, { request, answered });
      this.#transmit(request);
    });
  }

  /** Sends whatever has no answer: no reply tells nothing, and the same request is never done twice. */
  resume() {
    for (const { request } of this.#open.values()) {
      this.#transmit(request);
    }
  }

  replied(reply) {
    const asked = this.#open.get(reply.requestId);
    // Replies come at least once.
    if (asked) {
      this.#open.delete(reply.requestId);
      asked.answered(reply);
    }
  }

  happened(event) {
    const expected = this.#lastEvent === 0 ? event.sequence : this.#lastEvent + 1;
    if (event.sequence === expected) {
      this.#handle(event);
      this.#lastEvent = event.sequence;
    } else if (event.sequence > expected) {
      // This one comes again, too.
      const replay = { type: 'events.replay', version: 1, requestId: `replay-${expected}-${event.sequence}` };
      this.ask({ ...replay, from: expected, to: event.sequence });
    }
  }

  close() {
    clearInterval(this.#timer);
  }
}

/** Asks what comes in on the standard input, one request a line, and prints replies and events. */
async function serve(connect) {
  const print = (message) => console.log(JSON.stringify(message));
  let connection;
  const partner = new Partner((request) => connection.send(request), print);
  connection = connect(partner);
  const asked = [];
  for await (const line of readline.createInterface({ input: process.stdin })) {
    asked.push(partner.ask(JSON.parse(line)).then(print));
  }
  await Promise.all(asked);
  partner.close();
  connection.close();
}

module.exports = { addresses, broker, serve, settings };
