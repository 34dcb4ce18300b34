// The keyboard: / to the search box, arrows through films, Escape back. Enter opens a film because it is a link.
import { byId } from './dom.js';

/** Listens to keys. `clear()` empties the search box. */
export function listenToKeys({ clear }) {
  const box = byId('q');
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const act = actionOf(event, box, clear);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}

function actionOf({ key, target }, box, clear) {
  if (key === '/' && !isTyping(target) && !byId('film').open) {
    return () => {
      box.focus();
      box.select();
    };
  }
  if (key === 'Escape') {
    if (target === box) return box.value === '' ? undefined : clear;
    return target.closest('#results') === null ? undefined : () => box.focus();
  }
  const list = target.closest('[data-rows]') ?? (startsAt(target) ? byId('films') : null);
  if (list === null) return undefined;
  const links = [...list.querySelectorAll('a')];
  const place = links.indexOf(target);
  const to = {
    ArrowDown: place + 1,
    ArrowUp: place - 1,
    ...(place >= 0 && { Home: 0, End: links.length - 1 }),
  }[key];
  if (to === undefined) return undefined;
  if (to === -1 && list.id === 'films') return () => box.focus();
  return links[to] === undefined ? undefined : () => links[to].focus();
}

// The box above the films and their number: the arrow down leads to the first film.
const startsAt = (target) => target.id === 'q' || target.id === 'found';

const isTyping = (target) =>
  target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');
