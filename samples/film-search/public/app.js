// The page: what is asked for stands in its address; each change of the address asks the server and shows the answer.
import { fromAddress, toAddress, toFilmsPath } from './address.js';
import { createAsker } from './asker.js';
import { byId } from './dom.js';
import { createFacets } from './facets.js';
import { createFilmPanel } from './film.js';
import { listenToKeys } from './keys.js';
import { createResults } from './results.js';
import { toCount, toFilms } from './words.js';

const typingPause = 150;
const sayPause = 600;
const box = byId('q');
const sort = byId('sort');

let asked = fromAddress(location.search);
let path = '';
let typing;
let saying;
let isPaging = false;
let isLeaving = false;

// Polite: what is typed on is not talked over.
const say = (text) => {
  clearTimeout(saying);
  saying = setTimeout(() => (byId('status').textContent = text), sayPause);
};

const asker = createAsker({
  busy: (isBusy) => byId('results').setAttribute('aria-busy', String(isBusy)),
  answered(answer) {
    results.show(answer, asked);
    facets.show(answer.facets);
    sort.value = answer.sort;
    byId('fold').textContent = `Show ${toFilms(answer.total)}`;
    const place = answer.pages > 1 ? `, page ${toCount(answer.page)} of ${toCount(answer.pages)}` : '';
    say(`${toFilms(answer.total)} found in ${toCount(answer.took)} ms${place}`);
    if (isPaging) {
      byId('found').focus({ preventScroll: true });
      byId('found').scrollIntoView();
    }
    isPaging = false;
  },
  failed(problem) {
    results.showProblem(problem);
    say(problem.messages.join('. '));
  },
});
const results = createResults({ go, again: () => asker.again() });
const facets = createFacets({ asked: () => asked, change });
const panel = createFilmPanel({ asked: () => asked, close: leaveFilm, say });

// Shows what is asked for now: asks for the films when they are others, opens or closes the film.
function show() {
  facets.showChosen();
  document.title = asked.q === '' ? 'Film search' : `${asked.q} · Film search`;
  // What is no order stays out of the list; the server says that it is none.
  if ([...sort.options].some(({ value }) => value === asked.sort)) sort.value = asked.sort;
  const newPath = toFilmsPath(asked);
  if (newPath !== path) asker.ask((path = newPath));
  if (asked.film === '') panel.hide();
  else panel.show(asked.film, titleOf(asked.film));
}

function titleOf(id) {
  return [...document.querySelectorAll('[data-rows] a')].find((link) => link.dataset.key === id)?.textContent;
}

// What is typed in one go is one step back. `depth` is how many steps back the list is from which a film was opened.
function go(next, { isTyped = false, isPage = false } = {}) {
  stopTyping();
  if (toAddress(next) === toAddress(asked)) return;
  isPaging = isPage;
  const depth = next.film === '' || isWithoutList() ? 0 : (history.state?.depth ?? 0) + 1;
  const isTypedOn = isTyped && history.state?.isTyped === true;
  history[isTypedOn ? 'replaceState' : 'pushState']({ depth, isTyped }, '', toAddress(next));
  asked = next;
  if (!isTyped) box.value = asked.q;
  show();
}

// A film whose address was opened has no list to go back to.
const isWithoutList = () => asked.film !== '' && (history.state?.depth ?? 0) === 0;

function leaveFilm() {
  if (isLeaving || asked.film === '') return;
  if (!isWithoutList()) {
    isLeaving = true;
    history.go(-history.state.depth);
    return;
  }
  asked = { ...asked, film: '' };
  history.replaceState(null, '', toAddress(asked));
  show();
}

const search = () => go({ ...asked, q: box.value.trim(), page: '' }, { isTyped: true });

function stopTyping() {
  clearTimeout(typing);
  typing = undefined;
}

// What was typed a moment ago counts, too.
function change(update) {
  if (typing !== undefined) search();
  go(update(asked));
}

function typed() {
  stopTyping();
  typing = setTimeout(search, typingPause);
}

// What an input method is still composing is no word yet.
box.addEventListener('input', (event) => (event.isComposing ? stopTyping() : typed()));
box.addEventListener('compositionend', typed);
byId('form').addEventListener('submit', (event) => {
  event.preventDefault();
  search();
  // What is typed after Enter is a step of its own.
  history.replaceState({ ...history.state, isTyped: false }, '');
});
byId('facets').addEventListener('submit', (event) => event.preventDefault());
sort.addEventListener('change', () => {
  const order = sort.value;
  change((now) => ({ ...now, sort: order, page: '' }));
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-in-page]');
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (link === null || !isPlain) return;
  event.preventDefault();
  const next = fromAddress(link.search);
  // A film may stand in a list that is older than what is asked for by now.
  if (next.film !== '') change((now) => ({ ...now, film: next.film }));
  else go(next, { isPage: link.closest('#pages') !== null });
});
window.addEventListener('popstate', () => {
  stopTyping();
  isLeaving = false;
  asked = fromAddress(location.search);
  box.value = asked.q;
  show();
});
listenToKeys({
  clear() {
    box.value = '';
    search();
  },
});

// On a phone the filters are folded up; beside the films they are always open.
const filters = byId('filters');
const isWide = matchMedia('(min-width: 56rem)');
const unfold = () => (filters.open = isWide.matches);
isWide.addEventListener('change', unfold);
unfold();
byId('fold').addEventListener('click', () => {
  filters.open = false;
  byId('found').focus();
});

box.value = asked.q;
show();
if (asked.film === '' && matchMedia('(pointer: fine)').matches) box.focus();
