import { expect, test } from 'vitest';
import type { EffectRow } from './segment.ts';
import { joinSittings, sittingsOf } from './sittings.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));

/** A row that came at a minute; `typed` in minutes. */
function row(seq: number, minute: number, typed?: [number, number]): EffectRow {
  return {
    first_seq: seq,
    last_seq: seq,
    author_id: 'ada',
    received_at: at(minute),
    committed_at: at(minute),
    typed_from: typed ? at(typed[0]) : null,
    typed_to: typed ? at(typed[1]) : null,
    effects: [{ inserted: [], deleted: [], added: 1, removed: 0 }],
  };
}

const typedIn = (rows: EffectRow[]) =>
  sittingsOf(rows).map(({ typed_from, typed_to }) => [typed_from, typed_to]);

test('H1: a sitting tells since when and until when some of it was typed without a connection', () => {
  expect(typedIn([row(1, 100, [10, 20])])).toEqual([[at(10), at(20)]]);
  expect(typedIn([row(1, 100), row(2, 101, [10, 20]), row(3, 102), row(4, 103, [5, 15])])).toEqual([
    [at(5), at(20)],
  ]);
  expect(typedIn([row(1, 100), row(2, 101)])).toEqual([[null, null]]);
});

test('H1: sittings are told apart by when the server got them, not by when they were typed', () => {
  expect(typedIn([row(1, 100), row(2, 101, [10, 20]), row(3, 200, [19, 21])])).toEqual([
    [at(10), at(20)],
    [at(19), at(21)],
  ]);
});

test('H1: however a log is cut into pieces, its sittings are the same', () => {
  const rows = [
    row(1, 100, [50, 60]),
    row(2, 102),
    row(3, 103, [40, 55]),
    row(4, 300),
    row(5, 301, [280, 290]),
  ];
  for (let cut = 0; cut <= rows.length; cut++) {
    const pieces = [sittingsOf(rows.slice(0, cut)), sittingsOf(rows.slice(cut))];
    expect(joinSittings(pieces)).toEqual(sittingsOf(rows));
  }
});
