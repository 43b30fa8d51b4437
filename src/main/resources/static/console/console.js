'use strict';

// Everything works without this; it only makes it quicker.

// "/" goes to the search box, unless somebody is writing.
document.addEventListener('keydown', event => {
  const box = document.getElementById('q');
  const writes = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === '/' && box && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
  }
});

// On a phone the list comes first.
for (const facets of document.querySelectorAll('details.facets')) {
  if (window.matchMedia('(max-width: 48rem)').matches) {
    facets.open = false;
  }
}

// A second click would only be told that the first one has done it.
document.addEventListener('submit', event => {
  if (event.defaultPrevented) {
    return;
  }
  const button = event.submitter;
  if (button) {
    setTimeout(() => { button.disabled = true; });
  }
});
window.addEventListener('pageshow', () => {
  document.querySelectorAll('button:disabled').forEach(button => { button.disabled = false; });
});

// Only where the browser lets a page write to the clipboard.
for (const button of document.querySelectorAll('button[data-copy]')) {
  if (navigator.clipboard) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const answer = await fetch(button.dataset.copy, { credentials: 'same-origin' });
      if (answer.ok && !answer.redirected) {
        await navigator.clipboard.writeText(await answer.text());
        button.textContent = button.dataset.done;
      }
    });
  }
}

// What the hub tells of its own accord takes the place of what was there; what stays the same is
// left alone, and so is whatever has the focus in it.
function renew(old, fresh) {
  if (old.isEqualNode(fresh)) {
    return;
  }
  if (old.nodeName !== fresh.nodeName || old.childNodes.length !== fresh.childNodes.length) {
    const focus = document.activeElement;
    const address = old.contains(focus) ? focus.getAttribute('href') : null;
    old.replaceWith(fresh);
    if (address) {
      fresh.querySelector(`a[href="${CSS.escape(address)}"]`)?.focus();
    }
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = fresh.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes]) {
    // Whoever has unfolded something wants to go on reading.
    if (!fresh.hasAttribute(name) && name !== 'open') {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of [...fresh.attributes]) {
    old.setAttribute(name, value);
  }
  const parts = [...fresh.childNodes];
  [...old.childNodes].forEach((part, i) => renew(part, parts[i]));
}

const live = document.getElementById('live');
if (live && window.EventSource) {
  const stale = document.getElementById('stale');
  const stream = new EventSource(live.dataset.stream);
  for (const name of ['now', 'day']) {
    stream.addEventListener(name, event => {
      const parsed = new DOMParser().parseFromString(event.data, 'text/html');
      renew(document.getElementById(name), parsed.body.firstElementChild);
      stale.hidden = true;
    });
  }
  stream.addEventListener('over', () => {
    stream.close();
    stale.hidden = false;
  });
  stream.addEventListener('error', () => { stale.hidden = false; });
}
