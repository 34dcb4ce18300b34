// What a document was read as: kept in a slot of it that nothing else can see.
import { describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import {
  forgetState,
  rememberState,
  rememberStored,
  stateOf,
} from '../../../src/hydration/document-state.js';
import type { Origin } from '../../../src/types/wire-request.js';

class Film {
  title = 'Alien';
}

const here: Origin = { alias: 'here', cluster: {} };
const there: Origin = { alias: 'there', cluster: {} };
const stored = {
  _index: 'films',
  _id: '1',
  _version: 3,
  _seq_no: 7,
  _primary_term: 2,
  _source: { title: 'Alien' },
};
const state = {
  id: '1',
  index: 'films',
  version: 3,
  seqNo: 7,
  primaryTerm: 2,
  source: { title: 'Alien' },
};

describe('a document that was read', () => {
  test('has its state on the cluster that it came from', () => {
    const film = new Film();
    rememberStored(here, film, stored);
    expect(stateOf(here, film)).toEqual(state);
    expect(stateOf(there, film)).toBeUndefined();
  });

  test('shows nothing of it', () => {
    const film = new Film();
    rememberStored(here, film, stored);
    expect(film).toStrictEqual(new Film());
    expect(Reflect.ownKeys(film)).toEqual(['title']);
    expect(inspect(film, { showHidden: true })).toBe(inspect(new Film(), { showHidden: true }));
    expect(stateOf(here, Object.assign(new Film(), film))).toBeUndefined();
    expect(stateOf(here, structuredClone(film))).toBeUndefined();
  });

  test('has the state of its last write', () => {
    const film = new Film();
    rememberStored(here, film, stored);
    rememberState(here, film, { ...state, seqNo: 8 });
    rememberState(there, film, { ...state, seqNo: 1 });
    expect(stateOf(here, film)?.seqNo).toBe(8);
    expect(stateOf(there, film)?.seqNo).toBe(1);
  });

  test('has none once it was forgotten, and a new one when it is written again', () => {
    const film = new Film();
    rememberStored(here, film, stored);
    forgetState(there, film);
    expect(stateOf(here, film)).toEqual(state);
    forgetState(here, film);
    expect(stateOf(here, film)).toBeUndefined();
    rememberState(here, film, state);
    expect(stateOf(here, film)).toEqual(state);
  });

  test('has the last of two states where a constructor gave the same instance again', () => {
    const film = new Film();
    rememberStored(here, film, stored);
    rememberStored(here, film, { ...stored, _seq_no: 9 });
    expect(stateOf(here, film)?.seqNo).toBe(9);
    rememberStored(there, film, { ...stored, _seq_no: 4 });
    expect(stateOf(there, film)?.seqNo).toBe(4);
    rememberStored(here, film, { ...stored, _seq_no: 11 });
    expect(stateOf(here, film)?.seqNo).toBe(11);
  });

  test('keeps its state when nothing can be added to it', () => {
    const film = Object.freeze(new Film());
    rememberStored(here, film, stored);
    expect(stateOf(here, film)).toEqual(state);
  });
});
