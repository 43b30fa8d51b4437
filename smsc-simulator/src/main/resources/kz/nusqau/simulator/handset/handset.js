// The handset page. Texts come from outside, so they only ever become text nodes.
'use strict';

const CODES = [
  ['9909', 'balance'],
  ['7701', 'pay'],
  ['4404', 'confirm'],
  ['5505', 'top up'],
  ['525', 'send'],
  ['9505', 'redeem'],
  ['2323', 'notices'],
  ['77014589654', 'app store'],
];

const NUMBERS = [
  ['77011234567', 'activ, 100,000.00 ₸'],
  ['77020001122', 'Kcell, 100,000.00 ₸'],
  ['77025000001', 'has a debt'],
  ['77025000002', 'blocked'],
  ['77025000003', 'only 100.00 ₸'],
  ['77025000004', 'registered to a company'],
  ['77025000005', 'Kcell, roaming: refused'],
  ['77015000006', 'activ, roaming: served'],
  ['77025000007', '0.00 ₸, bonus 50,000.00'],
  ['77025000008', 'credit settlement (postpaid)'],
  ['77025000009', 'on the sanctions list'],
  ['77025000010', 'SIM changed an hour ago'],
];

// Only where the simulator has the SMSC of a second operator.
const SECOND_OPERATOR = ['77051234567', 'Beeline, 100,000.00 ₸'];

const TIPS = [
  ['Ask', [
    ['9909', 'баланс', 'kk · ru'],
    ['9909', 'қалдық', 'kk'],
    ['9909', 'balance', 'en'],
    ['9909', 'әмиян', 'wallet, kk'],
  ]],
  ['Pay a bill', [
    ['7701', 'оплата alma 7273001123 1500тг', 'electricity, ru'],
    ['7701', 'төлеу алма 7273001123 1500 теңге', 'electricity, kk'],
    ['7701', 'pay alma 7273001123 2 000.50', 'electricity, en'],
    ['5505', 'Kalaesp 900101300126', 'then confirm with 1'],
    ['7701', 'alma 7273001124 1500', 'wrong account'],
    ['7701', 'alma 7273001123 1.500', 'ambiguous amount'],
  ]],
  ['Move money', [
    ['5505', 'толтыру 1500', 'fill the wallet, kk'],
    ['525', '87011234568 500', 'send to a phone'],
    ['525', 'send 87011234568 500 wallet', 'from the wallet, en'],
    ['77014589654', '990 тг', 'app store'],
  ]],
  ['Answer', [
    ['4404', '1', 'yes'],
    ['4404', 'жоқ', 'no, kk'],
    ['4404', 'отмена', 'cancel, ru'],
  ]],
  ['And else', [
    ['9909', 'көмек', 'help, kk'],
    ['9909', 'помощь', 'help, ru'],
    ['9909', 'тіл қазақша', 'language'],
  ]],
];

const REFUSALS = {
  0x08: 'system error', 0x14: 'queue full', 0x58: 'throttled', 0x64: 'not now', 0x65: 'never', 0x66: 'rejected',
};

const $ = (id) => document.getElementById(id);
const log = $('log');
const textField = $('text');

let phone = '';
let secondNetwork = null;
let code = '7701';
let source = null;
let lastSentAt = null;
let lastDay = '';
let loadedAt = 0;
const bubbles = new Map();

function element(tag, options = {}, ...children) {
  const { class: className, ...rest } = options;
  const made = Object.assign(document.createElement(tag), rest);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function pretty(number) {
  const match = /^7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(number);
  return match ? `+7 ${match[1]} ${match[2]} ${match[3]} ${match[4]}` : number;
}

// Storage may be forbidden; the page then merely forgets.
function remember(key, value) {
  try { localStorage.setItem(key, value); } catch { /* forgotten */ }
}
function remembered(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

// --- whose phone ---

function digitsOf(input) {
  let digits = input.replace(/\D/g, '');
  if (digits.length === 11 && digits.startsWith('8')) digits = '7' + digits.slice(1);
  if (digits.length === 10 && digits.startsWith('7')) digits = '7' + digits;
  return digits;
}

function noteOf(number) {
  const special = NUMBERS.find(([n]) => n === number);
  if (special) return special[1];
  if (/^7701\d{7}$/.test(number)) return 'activ, prepaid, 100,000.00 ₸ at the start';
  if (/^77020\d{6}$/.test(number)) return 'Kcell, prepaid, 100,000.00 ₸ at the start';
  if (secondNetwork && number.length === 11 && number.startsWith(secondNetwork)) return 'Beeline, prepaid, 100,000.00 ₸ at the start';
  return 'unknown to the operator’s billing';
}

function usePhone(number) {
  if (!/^\d{8,15}$/.test(number)) {
    $('phone').setAttribute('aria-invalid', 'true');
    $('phone-note').textContent = 'A number has 8 to 15 digits, for example 7701 123 45 67.';
    return;
  }
  $('phone').removeAttribute('aria-invalid');
  if (document.activeElement !== $('phone')) $('phone').value = pretty(number);
  $('phone-note').textContent = noteOf(number);
  if (number === phone) return;
  phone = number;
  $('who').textContent = pretty(number);
  $('who-note').textContent = noteOf(number);
  document.title = `${pretty(number)} · Nusqau handset`;
  history.replaceState(null, '', '#' + number);
  remember('phone', number);
  for (const button of $('numbers').children) {
    button.setAttribute('aria-pressed', String(button.dataset.number === number));
  }
  follow();
  // Others on the page show what they know of this phone.
  document.dispatchEvent(new CustomEvent('phone'));
}

function freshNumber() {
  const random = crypto.getRandomValues(new Uint32Array(1))[0] % 10_000_000;
  usePhone('7701' + String(random).padStart(7, '0'));
  $('phone').value = pretty(phone);
}

// --- conversation ---

function follow() {
  source?.close();
  bubbles.clear();
  lastSentAt = null;
  lastDay = '';
  loadedAt = Date.now();
  log.replaceChildren($('empty'));
  $('empty').hidden = false;
  $('newest').hidden = true;
  source = new EventSource(`/handsets/api/${phone}/events`);
  source.onmessage = (event) => show(JSON.parse(event.data));
}

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

function show(message) {
  const known = bubbles.get(message.id);
  if (known) {
    known.querySelector('.meta').replaceWith(meta(message, known.dataset.took));
    return;
  }
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  $('empty').hidden = true;
  const at = new Date(message.at);
  if (DAY.format(at) !== lastDay) {
    lastDay = DAY.format(at);
    log.append(element('div', { class: 'day', textContent: lastDay }));
  }
  const made = bubble(message, at);
  bubbles.set(message.id, made);
  log.append(made);
  if (message.direction === 'received' && made.classList.contains('fresh')) {
    document.dispatchEvent(new CustomEvent('text', { detail: message }));
  }
  if (atEnd || message.direction === 'sent') toNewest();
  else $('newest').hidden = false;
}

function bubble(message, at) {
  const received = message.direction === 'received';
  const made = element('article', { class: `bubble ${message.direction}` });
  if (at.getTime() > loadedAt - 2_000) made.classList.add('fresh');
  made.dataset.took = received ? took(at) : '';
  if (!received) lastSentAt = at;
  made.append(element('div', { class: 'from' }, received ? replyTo(message.peer) : `to ${message.peer}`));
  made.append(element('div', { class: 'body' }, ...body(message)));
  made.append(meta(message, made.dataset.took));
  const replies = received ? quickReplies(message) : null;
  if (replies) made.append(replies);
  return made;
}

function took(at) {
  if (!lastSentAt) return '';
  const millis = at - lastSentAt;
  if (millis < 0 || millis > 60_000) return '';
  return millis < 1_000 ? `after ${millis} ms` : `after ${(millis / 1_000).toFixed(1)} s`;
}

function replyTo(peer) {
  const button = element('button', { type: 'button', textContent: peer, title: `Text to ${peer}` });
  button.addEventListener('click', () => { useCode(peer); textField.focus(); });
  return button;
}

// A code of six digits can be tapped instead of typed.
function body(message) {
  if (message.direction === 'sent') return [message.text];
  return message.text.split(/(?<![\d\w])(\d{6})(?![\d\w])/).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const button = element('button', { type: 'button', class: 'otp', textContent: piece, title: 'Reply with this code' });
    button.addEventListener('click', () => send(message.peer, piece));
    return button;
  });
}

function quickReplies(message) {
  const digits = /^\D{0,12}(\d{6})(?!\d)/.exec(message.text);
  if (!digits) return null;
  const answers = [[digits[1], `Send ${digits[1]}`], ['0', 'Cancel with 0']];
  return element('div', { class: 'replies' }, ...answers.map(([text, label]) => {
    const button = element('button', { type: 'button', textContent: label });
    button.addEventListener('click', () => send(message.peer, text));
    return button;
  }));
}

function meta(message, took) {
  const encoding = message.alphabet === 'GSM7' ? 'GSM-7' : message.alphabet === 'UCS2' ? 'UCS-2' : 'Latin-1';
  const facts = [TIME.format(new Date(message.at)), `${message.parts} × ${encoding}`];
  if (took) facts.push(took);
  const line = element('div', { class: 'meta' }, facts.join(' · '));
  if (message.direction === 'sent') line.append(' · ', state(message));
  return line;
}

function state(message) {
  const status = '0x' + message.refusal.toString(16).padStart(2, '0');
  const meaning = REFUSALS[message.refusal] ? ` ${REFUSALS[message.refusal]}` : '';
  const words = {
    sending: '… sending',
    waiting: `↻ hub said ${status}${meaning}; the SMSC tries again`,
    accepted: '✓ accepted',
    refused: message.refusal ? `✕ refused by the hub: ${status}${meaning}` : '✕ given up',
  };
  return element('span', { class: message.state, textContent: words[message.state] });
}

function toNewest() {
  log.scrollTop = log.scrollHeight;
  $('newest').hidden = true;
}

// --- composing ---

function useCode(chosen) {
  code = chosen;
  remember('code', chosen);
  if (![...$('codes').children].some((button) => button.dataset.code === chosen)) addCode(chosen, 'sender');
  for (const button of $('codes').children) {
    const on = button.dataset.code === chosen;
    button.setAttribute('aria-checked', String(on));
    button.tabIndex = on ? 0 : -1;
    if (on) button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
  textField.placeholder = `Text to ${chosen}`;
}

function addCode(number, what) {
  const button = element('button', { type: 'button', role: 'radio' },
    element('b', { textContent: number }), ' ', element('span', { textContent: what }));
  button.setAttribute('role', 'radio');
  button.dataset.code = number;
  button.addEventListener('click', () => { useCode(number); textField.focus(); });
  $('codes').append(button);
}

function compose(number, text) {
  closeDesk();
  useCode(number);
  textField.value = text;
  resized();
  textField.focus();
}

function resized() {
  textField.style.height = 'auto';
  textField.style.height = textField.scrollHeight + 2 + 'px';
  const text = textField.value;
  $('send').disabled = text.trim() === '';
  const { encoding, parts, used, room } = segments.of(text);
  $('counter').textContent = text === '' ? '' : `${used}/${room} ${encoding} · ${parts} part${parts > 1 ? 's' : ''}`;
  $('counter').classList.toggle('many', parts > 1);
}

async function send(to, text) {
  $('problem').hidden = true;
  try {
    const response = await fetch(`/handsets/api/${phone}/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ to, text }),
    });
    if (!response.ok) throw new Error((await response.json()).error ?? response.statusText);
    return true;
  } catch (failure) {
    $('problem').textContent = `Not sent: ${failure.message}`;
    $('problem').hidden = false;
    return false;
  }
}

async function submit() {
  const text = textField.value.trim();
  if (text === '') return;
  $('send').disabled = true;
  if (await send(code, text)) textField.value = '';
  resized();
}

// --- the hub's state, and the drawer at phone width ---

// Of the phone's own operator.
async function lookForHub() {
  const asked = phone;
  let up = false;
  let words = 'the simulator doesn’t answer';
  try {
    const status = await (await fetch('/handsets/api/status' + (asked && `?phone=${asked}`))).json();
    if (asked !== phone) return;
    if (status.secondNetwork && !secondNetwork) showSecondOperator(status.secondNetwork);
    const { sessions } = status;
    up = sessions.some((session) => session.type !== 'TRANSMITTER');
    words = up
      ? `hub bound · ${sessions.length} session${sessions.length > 1 ? 's' : ''}`
      : 'no hub bound · texts wait in the SMSC';
  } catch { /* said below */ }
  $('hub').classList.toggle('up', up);
  $('hub-text').textContent = words;
  $('bar-dot').classList.toggle('up', up);
  $('bar-dot').title = words;
}

function showSecondOperator(network) {
  secondNetwork = network;
  NUMBERS.push(SECOND_OPERATOR);
  addNumber(...SECOND_OPERATOR, $('numbers').children[2]);
  if (!phone) return;
  $('who-note').textContent = noteOf(phone);
  $('phone-note').textContent = noteOf(phone);
}

function toggleDesk(open) {
  document.body.classList.toggle('choosing', open);
  $('menu').setAttribute('aria-expanded', String(open));
  if (!open) log.scrollTop = log.scrollHeight;
}
const closeDesk = () => toggleDesk(false);

// --- start ---

function addNumber(number, what, before = null) {
  const button = element('button', { type: 'button' },
    element('b', { textContent: pretty(number) }), element('span', { textContent: what }));
  button.dataset.number = number;
  button.setAttribute('aria-pressed', String(number === phone));
  button.addEventListener('click', () => { usePhone(number); closeDesk(); });
  $('numbers').insertBefore(button, before);
}

function build() {
  CODES.forEach(([number, what]) => addCode(number, what));
  NUMBERS.forEach(([number, what]) => addNumber(number, what));
  for (const [title, tips] of TIPS) {
    $('tips').append(element('h3', { class: 'tips-title', textContent: title }));
    for (const [number, text, what] of tips) {
      const button = element('button', { type: 'button', class: 'tip' },
        element('span', { class: 'code', textContent: number }),
        element('q', { textContent: text }),
        element('small', { textContent: what }));
      button.addEventListener('click', () => compose(number, text));
      $('tips').append(button);
    }
  }
  for (const [number, text] of [['9909', 'баланс'], ['7701', 'оплата alma 7273001123 1500тг'], ['5505', 'Kalaesp 900101300126']]) {
    const button = element('button', { type: 'button' }, text, ' ', element('small', { textContent: `to ${number}` }));
    button.addEventListener('click', () => compose(number, text));
    $('starters').append(button);
  }
}

function listen() {
  $('phone').addEventListener('input', () => {
    const digits = digitsOf($('phone').value);
    if (digits.length === 11) usePhone(digits);
  });
  $('phone').addEventListener('change', () => usePhone(digitsOf($('phone').value)));
  $('phone').addEventListener('blur', () => { $('phone').value = pretty(phone); usePhone(phone); });
  $('fresh').addEventListener('click', () => { freshNumber(); closeDesk(); textField.focus(); });
  $('menu').addEventListener('click', () => toggleDesk(true));
  $('done').addEventListener('click', closeDesk);
  $('newest').addEventListener('click', toNewest);
  log.addEventListener('scroll', () => {
    if (log.scrollHeight - log.scrollTop - log.clientHeight < 80) $('newest').hidden = true;
  });
  textField.addEventListener('input', resized);
  $('form').addEventListener('submit', (event) => { event.preventDefault(); submit(); });
  textField.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    }
  });
  $('codes').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...$('codes').children];
    const next = (buttons.findIndex((b) => b.dataset.code === code) + step + buttons.length) % buttons.length;
    useCode(buttons[next].dataset.code);
    buttons[next].focus();
  });
  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === '/' && !typing) {
      event.preventDefault();
      textField.focus();
    } else if (event.altKey && /^Digit[1-8]$/.test(event.code)) {
      event.preventDefault();
      useCode(CODES[Number(event.code.at(-1)) - 1][0]);
      textField.focus();
    } else if (event.key === 'Escape') {
      closeDesk();
    }
  });
  document.addEventListener('phone', lookForHub);
  window.addEventListener('hashchange', () => usePhone(digitsOf(location.hash)));
}

build();
listen();
useCode(remembered('code') ?? '9909');
usePhone(digitsOf(location.hash) || remembered('phone') || NUMBERS[0][0]);
$('phone').value = pretty(phone);
resized();
setInterval(lookForHub, 3_000);
if (matchMedia('(min-width: 821px)').matches) textField.focus();
