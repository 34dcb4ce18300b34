// The films that were found: their number, their rows, their pages; or why there are none.
import { countChosen, nothing, toAddress, withoutChoices } from './address.js';
import { button, byId, make, replaceKept } from './dom.js';
import { filmRow } from './rows.js';
import { toCount, toFilms } from './words.js';

/** Makes the part of the page that shows films. `go(asked)` asks for something else. */
export function createResults({ go, again }) {
  const [found, took, films, pages, notice, skeleton] = [
    'found',
    'took',
    'films',
    'pages',
    'notice',
    'skeleton',
  ].map(byId);

  const put = (headline, detail, inNotice, rows, pageLinks) => {
    skeleton.remove();
    found.textContent = headline;
    took.textContent = detail;
    delete notice.dataset.problem;
    replaceKept(notice, inNotice, () => found);
    replaceKept(films, rows, () => found);
    replaceKept(pages, pageLinks, () => found);
    pages.hidden = pageLinks.length === 0;
  };

  return {
    /** Shows an answer of the server. */
    show(answer, asking) {
      const asked = { ...asking, film: '' };
      const rows = answer.films.map((film) => filmRow(film, asked));
      const why = rows.length > 0 ? [] : [emptiness(answer, asked, go)];
      const links = answer.films.length > 0 && answer.pages > 1 ? pageLinksOf(answer, asked) : [];
      put(toFilms(answer.total), `in ${toCount(answer.took)} ms`, why, rows, links);
    },
    /** Shows why there is no answer. The same problem once more changes nothing. */
    showProblem(problem) {
      const text = problem.messages.join('\n');
      if (notice.dataset.problem === text) return;
      const isRefused = problem.kind !== 'unavailable';
      put(
        isRefused ? 'Not searched' : 'No answer',
        '',
        [isRefused ? refusal(problem, go) : outage(problem, again)],
        [],
        [],
      );
      notice.dataset.problem = text;
    },
  };
}

function emptiness({ total }, asked, go) {
  if (total > 0) {
    return panel('There is no such page.', [
      button({ class: 'main' }, () => go({ ...asked, page: '' }), 'Go to the first page'),
    ]);
  }
  const hasChoices = countChosen(asked) > 0;
  const words = asked.q === '' ? 'No film fits' : `No film fits “${asked.q}”`;
  return panel(hasChoices ? `${words} with these filters.` : `${words}.`, [
    hasChoices ? button({ class: 'main' }, () => go(withoutChoices(asked)), 'Clear the filters') : undefined,
    asked.q === '' ? undefined : button({}, () => go({ ...asked, q: '', page: '' }), 'Clear the words'),
  ]);
}

const outage = ({ messages }, again) =>
  panel(
    messages[0],
    [button({ class: 'main', 'data-key': 'again' }, again, 'Try again')],
    ['It is tried again by itself, and the films come back as soon as there is an answer.'],
  );

const refusal = ({ messages }, go) =>
  panel(
    'This can’t be searched for.',
    [button({ class: 'main' }, () => go(nothing), 'Start over')],
    messages,
  );

function panel(headline, buttons, lines = []) {
  return make(
    'div',
    { class: 'notice' },
    make('h3', {}, headline),
    ...lines.map((line) => make('p', {}, line)),
    make('p', { class: 'buttons' }, ...buttons.filter((each) => each !== undefined)),
  );
}

// The first, the last, and those around the current one; a gap is shown as such.
function pageLinksOf({ page, pages }, asked) {
  const link = (to, attributes, text) =>
    make('a', { href: toAddress({ ...asked, page: String(to) }), 'data-in-page': true, ...attributes }, text);
  const near = [1, page - 1, page, page + 1, pages].filter((each) => each >= 1 && each <= pages);
  const numbers = [...new Set(near)].flatMap((each, place, all) => [
    place > 0 && each > all[place - 1] + 1 ? make('span', { class: 'number' }, '…') : undefined,
    link(
      each,
      { class: 'number', 'aria-label': `Page ${each}`, 'aria-current': each === page ? 'page' : undefined },
      toCount(each),
    ),
  ]);
  return [
    page > 1 ? link(page - 1, { rel: 'prev' }, '← Previous') : undefined,
    ...numbers,
    make('span', { class: 'short' }, `${toCount(page)} of ${toCount(pages)}`),
    page < pages ? link(page + 1, { rel: 'next' }, 'Next →') : undefined,
  ].filter((each) => each !== undefined);
}
