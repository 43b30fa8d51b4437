// An SMSC made of the npm package smpp, and the conversation that the hub must get through with it.
'use strict';

const { spawn } = require('node:child_process');
const { once, EventEmitter } = require('node:events');
const path = require('node:path');
const smpp = require('smpp');

const root = path.resolve(process.argv[2]);
const phone = '77011234567';
const soon = 30_000;
/** Of Maven, which may have to compile first. */
const startsWithin = Number(process.env.START_WITHIN ?? 300) * 1000;

/** What the hub did: 'bound', 'refused', 'text', 'unbind', each with what belongs to it. */
const seen = new EventEmitter();
const sessions = new Set();
const parts = new Map();
let refuseBinds = 1;
let throttle = 0;
let lastId = 0;

const server = smpp.createServer((session) => {
  session.on('bind_transceiver', (pdu) => {
    if (pdu.system_id !== 'hub' || pdu.password !== 'secret') {
      fail(`bound as ${pdu.system_id}`);
    }
    if (refuseBinds > 0) {
      refuseBinds--;
      session.send(pdu.response({ command_status: smpp.ESME_RSYSERR }));
      session.close();
      seen.emit('refused');
      return;
    }
    session.send(pdu.response({ system_id: 'npm' }));
    sessions.add(session);
    seen.emit('bound', session);
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('submit_sm', (pdu) => submitted(session, pdu));
  session.on('unbind', (pdu) => {
    seen.emit('unbind');
    session.send(pdu.response());
    session.close();
  });
  session.on('close', () => sessions.delete(session));
  // A connection that is reset is what some of the steps are about.
  session.on('error', () => session.destroy());
});

function submitted(session, pdu) {
  if (throttle > 0) {
    throttle--;
    session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
    seen.emit('throttled', pdu);
    return;
  }
  const id = (++lastId).toString(16).padStart(8, '0');
  session.send(pdu.response({ message_id: id }));
  if (pdu.registered_delivery & 1) {
    session.deliver_sm(receipt(pdu, id), (answer) => seen.emit('receipt', answer.command_status));
  }
  const text = whole(pdu);
  if (text !== undefined) {
    seen.emit('text', { from: pdu.source_addr, to: pdu.destination_addr, text });
  }
}

/** The text when all its parts are there. */
function whole(pdu) {
  const { message, udh } = pdu.short_message;
  if (!udh) {
    return message;
  }
  const concatenation = udh.find((element) => element[0] === 0) ?? fail('no concatenation header');
  const [, , reference, total, number] = concatenation;
  const all = parts.get(reference) ?? [];
  all[number - 1] = message;
  parts.set(reference, all);
  return all.filter((part) => part !== undefined).length === total ? all.join('') : undefined;
}

function receipt(pdu, id) {
  return {
    esm_class: smpp.ESM_CLASS.MC_DELIVERY_RECEIPT,
    source_addr: pdu.destination_addr,
    destination_addr: pdu.source_addr,
    short_message: `id:${id} sub:001 dlvrd:001 submit date:2611221000 done date:2611221001 stat:DELIVRD err:000 text:`,
    receipted_message_id: id,
    message_state: 2,
  };
}

async function waitFor(event, within = soon) {
  try {
    const [value] = await once(seen, event, { signal: AbortSignal.timeout(within) });
    return value;
  } catch {
    return fail(`no ${event} within ${within / 1000} s`);
  }
}

function fail(why) {
  console.error(`FAILED: ${why}`);
  stop().finally(() => process.exit(1));
  throw new Error(why);
}

function check(what, condition, found) {
  if (!condition) {
    fail(`${what}: ${JSON.stringify(found)}`);
  }
  console.log(`ok: ${what}`);
}

function anySession() {
  return [...sessions][0] ?? fail('no session is bound');
}

/** Delivers, waits for the answer to it, and for the reply. */
async function ask(pdus, from = phone) {
  const reply = waitFor('text');
  for (const pdu of pdus) {
    const status = await new Promise((resolve) =>
      anySession().deliver_sm(
        { source_addr_ton: 1, source_addr_npi: 1, source_addr: from, destination_addr: '9909', ...pdu },
        (answer) => resolve(answer.command_status)));
    check('deliver_sm is answered with ESME_ROK', status === smpp.ESME_ROK, status);
  }
  return reply;
}

async function converse() {
  await waitFor('refused', startsWithin);
  console.log('ok: a bind is refused once with ESME_RSYSERR');
  await waitFor('bound');
  console.log('ok: bound as a transceiver');

  const receipted = waitFor('receipt');
  const russian = await ask([{ data_coding: 8, short_message: 'баланс' }]);
  check('a text in UCS2 is answered', /100 000,00/.test(russian.text) && russian.to === phone, russian);
  check('its receipt is taken', (await receipted) === smpp.ESME_ROK);

  // Of another phone: the first text decides the language of all replies.
  const english = await ask([{ data_coding: 0, short_message: 'balance' }], '77011234568');
  check('a text in the default alphabet is answered', english.text.includes('KZT'), english);

  const long = ['оплата alma 7273001123 1500тг, пожалуйста, за ноябрь и за д', 'екабрь'];
  const answered = await ask(long.map((message, index) => ({
    esm_class: 0x40,
    data_coding: 8,
    short_message: { udh: Buffer.from([5, 0, 3, 77, 2, index + 1]), message },
  })));
  check('two parts are answered once', answered.text.length > 0, answered);

  throttle = 1;
  const throttled = waitFor('throttled');
  const again = await ask([{ data_coding: 8, short_message: 'баланс' }]);
  await throttled;
  check('a throttled answer comes again', /KZT|тг/.test(again.text), again);

  const enquiry = await new Promise((resolve) =>
    anySession().enquire_link((answer) => resolve(answer.command_status)));
  check('enquire_link is answered', enquiry === smpp.ESME_ROK, enquiry);

  const unknown = await new Promise((resolve) => {
    const session = anySession();
    session.once('generic_nack', (nack) => resolve(nack.command_status));
    session.send(new smpp.PDU('query_sm', { message_id: '1' }));
  });
  check('a command of no use gets a generic_nack', unknown === smpp.ESME_RINVCMDID, unknown);

  const all = [...sessions];
  const rebound = waitFor('bound');
  const answers = await Promise.all(all.map((session) =>
    new Promise((resolve) => session.unbind((answer) => resolve(answer.command_status)))));
  check('unbind is answered', answers.every((status) => status === smpp.ESME_ROK), answers);
  await rebound;
  console.log('ok: bound again after an unbind');
  // Of other phones: an equal text soon after the end of its session is taken for a redelivery.
  const afterUnbind = await ask([{ data_coding: 8, short_message: 'баланс' }], '77011234569');
  check('and answers', /KZT|тг/.test(afterUnbind.text), afterUnbind);

  const reconnected = waitFor('bound');
  [...sessions].forEach((session) => session.destroy());
  await reconnected;
  const afterLoss = await ask([{ data_coding: 8, short_message: 'баланс' }], '77011234570');
  check('answers after a connection was lost', /KZT|тг/.test(afterLoss.text), afterLoss);

  const goodbye = waitFor('unbind', 60_000);
  const stopped = stop();
  await goodbye;
  console.log('ok: the hub unbinds when it stops');
  await stopped;
}

let hub;

function startHub(port) {
  const [maven, ...options] = (process.env.MVN ?? './mvnw -q').split(' ');
  hub = spawn(maven, [...options, 'spring-boot:test-run'], {
    cwd: root,
    // A group of its own: Maven and what it starts are stopped together.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NUSQAU_DATA_DIR: path.join(root, 'target', 'interoperate', 'data'),
      NUSQAU_SMPP_BINDS_0_HOST: '127.0.0.1',
      NUSQAU_SMPP_BINDS_0_PORT: String(port),
    },
  });
  const log = require('node:fs').createWriteStream(path.join(root, 'target', 'interoperate', 'hub.log'));
  hub.stdout.pipe(log);
  hub.stderr.pipe(log);
  hub.on('exit', (code) => {
    if (!hub.stopping) {
      fail(`the hub ended with ${code}; see target/interoperate/hub.log`);
    }
  });
}

async function stop() {
  if (!hub || hub.stopping) {
    return;
  }
  hub.stopping = true;
  if (hub.exitCode === null) {
    const exited = once(hub, 'exit');
    process.kill(-hub.pid, 'SIGTERM');
    await exited;
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => stop().finally(() => process.exit(1)));
}
process.on('unhandledRejection', () => {});

server.listen(0, '127.0.0.1', () => {
  startHub(server.address().port);
  converse().then(
    () => {
      console.log('The hub and smpp ' + require('smpp/package.json').version + ' understand each other.');
      process.exit(0);
    },
    (error) => {
      if (!hub.stopping) {
        console.error(error);
      }
      stop().finally(() => process.exit(1));
    });
});
