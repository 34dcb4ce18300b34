// Asks the server one thing at a time: a newer question ends the older one, and what can't be answered is asked again.

const longestWait = 10_000;
const busyAfter = 200;
const pauses = [2000, 4000, 8000, 15_000];

/**
 * Makes an asker. It calls `answered(answer)` or `failed(problem)` for the newest question only, and
 * `busy(true)` when an answer takes long enough to be waited for. A problem is
 * `{ kind: 'refused' | 'missing' | 'unavailable', messages }`; after 'unavailable' it goes on asking by itself.
 */
export function createAsker({ answered, failed, busy }) {
  let path;
  let controller;
  let timers = [];
  let failures = 0;

  const after = (pause, act) => timers.push(setTimeout(act, pause));
  const leaveOff = () => {
    controller?.abort();
    controller = undefined;
    for (const timer of timers) clearTimeout(timer);
    timers = [];
  };
  const stop = () => {
    leaveOff();
    busy(false);
  };
  const attempt = async () => {
    leaveOff();
    const mine = (controller = new AbortController());
    after(busyAfter, () => busy(true));
    after(longestWait, () => mine.abort());
    const { answer, problem } = await fetchJson(path, mine.signal);
    if (controller !== mine) return;
    stop();
    if (problem === undefined) {
      failures = 0;
      answered(answer);
      return;
    }
    failed(problem);
    if (problem.kind !== 'unavailable') return;
    after(pauses[Math.min(failures, pauses.length - 1)], attempt);
    failures += 1;
  };
  const again = () => {
    if (failures > 0) void attempt();
  };
  window.addEventListener('online', again);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && again());

  return {
    /** Asks this now. */
    ask(newPath) {
      path = newPath;
      failures = 0;
      void attempt();
    },
    /** Asks the same once more. */
    again: () => void attempt(),
    /** Nobody waits for an answer any more. */
    stop() {
      failures = 0;
      stop();
    },
  };
}

// What servers say of an address that they don't read to its end.
const tooLong = [413, 414, 431];

const refused = (messages) => ({ problem: { kind: 'refused', messages } });
const unavailable = (message) => ({ problem: { kind: 'unavailable', messages: [message] } });

async function fetchJson(path, signal) {
  let response;
  let body;
  try {
    response = await fetch(path, { signal, headers: { accept: 'application/json' } });
    if (tooLong.includes(response.status)) return refused(['The search is too long.']);
    body = await response.json();
  } catch {
    return unavailable(
      signal.aborted ? 'The search takes too long.' : 'The search does not answer at the moment.',
    );
  }
  if (response.ok) return { answer: body };
  const messages = [body?.message ?? response.statusText].flat().map(String);
  if (response.status === 404) return { problem: { kind: 'missing', messages } };
  if (response.status === 400) return refused(messages);
  return unavailable(messages[0]);
}
