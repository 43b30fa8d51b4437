// The USSD phone of the handset page: one dialogue a phone, over everything else that it shows.
'use strict';

const DIALS = [
  ['*9909#', 'the menu'],
  ['*9909*1#', 'balance at once'],
  ['*9909*2*1*7273001123*1500#', 'a bill'],
  ['*9909*2*4*900101300126#', 'a tax, then 1 for yes'],
  ['*9909*6*1#', 'қазақша'],
];

const LOOK_WHILE_WAITING = 250;
const LOOK_WHILE_ASKING = 2_000;

const ussd = $('ussd');
const answer = $('ussd-answer');
let shownPhone = '';
let shownScreen = '';
let looking = null;
let leaving = Promise.resolve();

async function ussdRequest(body) {
  const response = await fetch(`/handsets/api/${phone}/ussd`, body === undefined ? {} : {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const view = await response.json();
  if (!response.ok) throw new Error(view.error ?? response.statusText);
  return view;
}

async function dial(code) {
  $('problem').hidden = true;
  closeDesk();
  $('dial').value = code;
  // An end that is still on its way would end this one.
  await leaving;
  try {
    showUssd(await ussdRequest({ dial: code }));
  } catch (failure) {
    $('problem').textContent = `Not dialled: ${failure.message}`;
    $('problem').hidden = false;
  }
}

function cover(on) {
  ussd.hidden = !on;
  for (const part of ussd.parentElement.children) {
    if (part !== ussd) part.inert = on;
  }
  if (on) return;
  clearTimeout(looking);
  shownScreen = '';
  $('ussd-banner').hidden = true;
  answer.value = '';
}

function showUssd(view) {
  clearTimeout(looking);
  shownPhone = phone;
  if (view.state === 'none') {
    cover(false);
    return;
  }
  cover(true);
  if (view.state !== 'over') {
    looking = setTimeout(lookAtUssd, view.state === 'waiting' ? LOOK_WHILE_WAITING : LOOK_WHILE_ASKING);
  }
  const screen = [view.state, view.dialled, view.number, view.text].join('|');
  if (screen === shownScreen) return;
  shownScreen = screen;
  const asking = view.state === 'asking';
  const waiting = view.state === 'waiting';
  $('ussd-code').textContent = view.dialled;
  $('ussd-note').textContent = waiting ? '' : `${view.text.length}/${view.alphabet === 'UCS2' ? 80 : 182}`;
  $('ussd-text').classList.toggle('waiting', waiting);
  $('ussd-text').replaceChildren(...(waiting ? running() : view.text.split('\n').map((line) => lineOf(line, asking))));
  $('ussd-entry').hidden = !asking;
  $('ussd-send').hidden = !asking;
  $('ussd-cancel').textContent = view.state === 'over' ? 'OK' : 'Cancel';
  if (asking) answer.focus();
  else $('ussd-cancel').focus();
}

function running() {
  const dots = element('span', { class: 'dots' }, element('i'), element('i'), element('i'));
  return [element('p', {}, dots), element('p', { textContent: 'USSD code running…' })];
}

// What a digit stands for can be tapped: a line of a menu, or a word as in "1 Yes, 0 No".
function lineOf(line, asking) {
  const choice = /^(\d{1,2}) (\p{L}.*)$/u.exec(line);
  if (!asking) return element('p', { textContent: line });
  if (choice && !/, \d{1,2} \p{Lu}/u.test(line)) return choiceOf('line', choice[1], ' ' + choice[2]);
  const pieces = line.split(/((?<![\p{L}\d.,])\d{1,2} (?:- \p{L}+|\p{Lu}\p{L}*))/u);
  return element('p', {}, ...pieces.map((piece, index) => {
    if (index % 2 === 0) return piece;
    const digits = /^\d+/.exec(piece)[0];
    return choiceOf('word', digits, piece.slice(digits.length));
  }));
}

function choiceOf(kind, digits, words) {
  const button = element('button', { type: 'button', class: kind }, element('b', { textContent: digits }), words);
  button.addEventListener('click', () => answerUssd(digits));
  return button;
}

async function lookAtUssd() {
  const asked = phone;
  try {
    const view = await ussdRequest();
    if (asked === phone) showUssd(view);
  } catch {
    looking = setTimeout(lookAtUssd, LOOK_WHILE_ASKING);
  }
}

async function answerUssd(typed) {
  answer.value = '';
  $('ussd-banner').hidden = true;
  try {
    showUssd(await ussdRequest({ type: typed }));
  } catch (failure) {
    answer.value = typed;
    $('ussd-note').textContent = `not sent: ${failure.message}`;
  }
}

function leaveUssd() {
  cover(false);
  $('dial-go').focus();
  // Where it doesn't get there, the network ends it by itself.
  leaving = ussdRequest({ abort: true }).catch(() => {});
}

// A text that comes meanwhile, with the code in it, would be behind the dialogue.
function bannerOf(message) {
  if (ussd.hidden) return;
  const pieces = message.text.split(/(?<![\d\w])(\d{6})(?![\d\w])/).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const button = element('button', { type: 'button', class: 'otp', textContent: piece, title: 'Answer with this code' });
    button.addEventListener('click', () => {
      if ($('ussd-entry').hidden) return;
      answer.value = piece;
      answer.focus();
    });
    return button;
  });
  $('ussd-banner').replaceChildren(element('strong', { textContent: message.peer }), ...pieces);
  $('ussd-banner').hidden = false;
}

function digitsOrLetters() {
  const letters = answer.inputMode === 'numeric';
  answer.inputMode = letters ? 'text' : 'numeric';
  $('ussd-keys').textContent = letters ? '123' : 'abc';
  answer.blur();
  answer.focus();
}

function offerDials() {
  const group = [element('h3', { class: 'tips-title', textContent: 'Dial' })];
  for (const [code, what] of DIALS) {
    const tip = element('button', { type: 'button', class: 'tip' },
      element('q', { textContent: code }), element('small', { textContent: what }));
    tip.addEventListener('click', () => dial(code));
    group.push(tip);
  }
  $('tips').append(...group);
  const starter = element('button', { type: 'button' }, '*9909# ', element('small', { textContent: 'dial the menu' }));
  starter.addEventListener('click', () => dial('*9909#'));
  $('starters').append(starter);
}

offerDials();
$('dial-go').addEventListener('click', () => dial($('dial').value.trim()));
$('dial').addEventListener('keydown', (event) => {
  if (event.key === 'Enter') { event.preventDefault(); dial($('dial').value.trim()); }
});
$('ussd-form').addEventListener('submit', (event) => { event.preventDefault(); answerUssd(answer.value); });
$('ussd-cancel').addEventListener('click', leaveUssd);
$('ussd-keys').addEventListener('click', digitsOrLetters);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !ussd.hidden) leaveUssd();
});
document.addEventListener('text', (event) => bannerOf(event.detail));
document.addEventListener('phone', () => {
  if (phone === shownPhone) return;
  cover(false);
  lookAtUssd();
});
lookAtUssd();
