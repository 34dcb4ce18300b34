// The facets: what can be chosen, with counts that follow each answer; and what is chosen, as chips.
import { countChosen, facetNames, withChoice, withoutChoices } from './address.js';
import { button, byId, make, replaceKept, setShare } from './dom.js';
import { toCount } from './words.js';

const titles = { genre: 'Genre', decade: 'Decade', rating: 'Rating' };

/** Makes the facets and the chips. `asked()` is what is asked for now; `change(now => next)` asks for something else. */
export function createFacets({ asked, change }) {
  const chips = byId('chips');
  const labels = new Map();
  const lists = new Map(
    facetNames.map((name) => {
      const list = make('div', { class: 'choices' });
      byId('fold').before(make('fieldset', { hidden: true }, make('legend', {}, titles[name]), list));
      return [name, list];
    }),
  );
  const keyOf = (name, value) => `${name}:${value}`;

  // A box stays the same element while its facet has it, so that focus and clicks are never lost.
  const boxes = new Map();
  const boxOf = (name, value) => {
    const key = keyOf(name, value);
    const known = boxes.get(key);
    if (known !== undefined) return known;
    const input = make('input', { type: 'checkbox', name, value, 'data-key': key });
    input.addEventListener('change', () => {
      const isChosen = input.checked;
      change((now) => withChoice(now, name, value, isChosen));
    });
    const [label, count] = [make('span', { class: 'label' }), make('span', { class: 'count' })];
    const row = make('label', { class: 'choice' }, input, label, count);
    boxes.set(key, { row, input, label, count });
    return boxes.get(key);
  };

  const chip = (name, value) => {
    const label = labels.get(keyOf(name, value)) ?? value;
    return button(
      { class: 'chip', 'data-key': keyOf(name, value), 'aria-label': `Remove ${titles[name]}: ${label}` },
      () => change((now) => withChoice(now, name, value, false)),
      label,
      make('span', { 'aria-hidden': 'true' }, '×'),
    );
  };

  /** Shows what is chosen now, before any answer. */
  const showChosen = () => {
    const now = asked();
    for (const { input } of boxes.values()) input.checked = now[input.name].includes(input.value);
    const number = countChosen(now);
    byId('filters-chosen').textContent = number === 0 ? '' : `(${number})`;
    const made = facetNames.flatMap((name) => now[name].map((value) => chip(name, value)));
    const clear = button({ class: 'chip clear' }, () => change(withoutChoices), 'Clear all');
    chips.hidden = number === 0;
    replaceKept(
      chips,
      number === 0 ? [] : [...made, clear],
      () => chips.querySelector('button') ?? byId('found'),
    );
  };

  return {
    showChosen,
    /** Shows the counts of an answer. */
    show(facets) {
      for (const name of facetNames) {
        const choices = facets[name] ?? [];
        const most = Math.max(1, ...choices.map(({ count }) => count));
        const rows = choices.map(({ value, label, count }) => {
          labels.set(keyOf(name, value), label);
          const box = boxOf(name, value);
          box.label.textContent = label;
          box.count.textContent = toCount(count);
          box.row.classList.toggle('none', count === 0);
          return setShare(box.row, count / most);
        });
        const list = lists.get(name);
        list.parentElement.hidden = rows.length === 0;
        const isSame =
          rows.length === list.children.length && rows.every((row, at) => row === list.children[at]);
        if (!isSame) replaceKept(list, rows, () => byId('found'));
      }
      showChosen();
    },
  };
}
