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
