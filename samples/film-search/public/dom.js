// Elements of the page. What a film or a user says becomes text nodes and attributes, never markup.

/** The element of this id; index.html has it. */
export const byId = (id) => document.getElementById(id);

/** Makes an element. Attributes that are undefined or false are left out; children are elements or text. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** A button that does something when it is pressed. */
export function button(attributes, press, ...children) {
  const made = make('button', { type: 'button', ...attributes }, ...children);
  made.addEventListener('click', press);
  return made;
}

/** A title in its pieces, those that were found marked. */
export function marked(pieces) {
  return pieces.map(({ text, hit }) => (hit ? make('mark', {}, text) : text));
}

/** How much of the whole there is, 0 to 1, for a bar drawn by the style sheet. */
export function setShare(element, share) {
  element.style.setProperty('--share', String(Math.min(1, Math.max(0, share))));
  return element;
}

/** Changes what is inside of `parent`; the focus stays on the element of the same `data-key`, or goes to `fallback`. */
export function replaceKept(parent, children, fallback) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : undefined;
  const key = focused?.dataset.key;
  parent.replaceChildren(...children);
  if (focused === undefined) return;
  const same = [...parent.querySelectorAll('[data-key]')].find((element) => element.dataset.key === key);
  (same ?? fallback()).focus({ preventScroll: true });
}
