// One film in a panel with an address of its own, and films that are like it.
import { toFilmPath } from './address.js';
import { createAsker } from './asker.js';
import { button, byId, make, marked } from './dom.js';
import { ratingOf, filmRow } from './rows.js';
import { toDate, toLength, toMoney } from './words.js';

/** Makes the panel. `close()` leaves the film; `asked()` is what is asked for now; `say(text)` announces. */
export function createFilmPanel({ asked, close, say }) {
  const panel = byId('film');
  let id = '';
  let problem = '';

  const put = (title, ...children) => {
    const hadFocus = panel.contains(document.activeElement);
    const heading = make('h2', { id: 'film-title', tabindex: '-1' }, ...title);
    panel.replaceChildren(
      button({ class: 'close', 'aria-label': 'Close' }, close, '×'),
      heading,
      ...children.filter((child) => child !== undefined),
    );
    panel.scrollTop = 0;
    if (hadFocus) heading.focus();
    return heading;
  };
  const asker = createAsker({
    busy: (isBusy) => panel.setAttribute('aria-busy', String(isBusy)),
    answered({ film, similar }) {
      problem = '';
      put(
        marked(film.marks ?? [{ text: film.title }]),
        lead(film),
        ratingOf(film),
        facts(film),
        likes(similar, asked()),
      );
      name(film.title);
      say(`${film.title}. ${similar.length} films like it.`);
    },
    failed({ kind, messages }) {
      if (problem === messages[0]) return;
      problem = messages[0];
      const again =
        kind === 'unavailable' ? button({ class: 'main' }, () => asker.again(), 'Try again') : undefined;
      const headline = kind === 'unavailable' ? 'No answer' : 'No such film';
      put([headline], make('p', {}, messages[0]), again === undefined ? undefined : make('p', {}, again));
      say(messages[0]);
    },
  });

  panel.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  // A browser closes a panel whatever its page says, when Escape is pressed twice.
  panel.addEventListener('close', () => id !== '' && close());
  panel.addEventListener('click', (event) => event.target === panel && close());

  return {
    /** Shows the film of this id; `title` is known already when a row named it. */
    show(newId, title) {
      if (newId === id) return;
      id = newId;
      problem = '';
      if (!panel.open) panel.showModal();
      put([title ?? '…']).focus();
      if (title !== undefined) name(title);
      asker.ask(toFilmPath(id));
    },
    /** Closes the panel. The focus goes back to what had it, or to the film's row, or to the search box. */
    hide() {
      if (id === '') return;
      const row = [...byId('films').querySelectorAll('a')].find((link) => link.dataset.key === id);
      id = '';
      asker.stop();
      panel.close();
      if (document.activeElement === document.body) (row ?? byId('q')).focus();
    },
  };
}

const name = (title) => (document.title = `${title} · Film search`);

const lead = ({ year, genre, minutes, mpaaRating }) =>
  make(
    'p',
    { class: 'lead' },
    [year, genre, minutes === undefined ? undefined : toLength(minutes), mpaaRating]
      .filter((fact) => fact !== undefined)
      .join(' · '),
  );

function facts({ director, distributor, releasedAt, budget, worldwideGross }) {
  const rows = [
    ['Director', director],
    ['Released', releasedAt === undefined ? undefined : toDate(releasedAt)],
    ['Distributor', distributor],
    ['Budget', budget === undefined ? undefined : toMoney(budget)],
    ['Worldwide gross', worldwideGross === undefined ? undefined : toMoney(worldwideGross)],
  ].filter(([, value]) => value !== undefined);
  return make('dl', {}, ...rows.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
}

function likes(similar, asked) {
  if (similar.length === 0) return undefined;
  const rows = similar.map((film) => filmRow(film, asked));
  return make(
    'section',
    {},
    make('h3', {}, 'More like this'),
    make('ol', { class: 'films', 'data-rows': true }, ...rows),
  );
}
