/**
 * Of a sitting that is long ago, what it came to stays, and how it came about goes (H5): what was written and deleted
 * within it is forgotten, and what each person did in it is all done by its last update.
 *
 *   ada ada bob ada bob      ──►      –   –   –   –   ada + bob       seqs keep counting; – did nothing
 *
 * The revision at the end of the sitting stays exactly what it is, and who wrote what of it. Those in between are
 * gone: their seqs stand for the revision at which the sitting began.
 *
 * The caller's transaction holds the note's lock (`compact.ts`).
 */
import type { Tx } from '../platform/db.ts';
import type { ClockRange, Effect } from './archive.ts';
import {
  countPurge,
  cutRows,
  historyBytes,
  listSegments,
  listStretches,
  loadRows,
  openArchive,
  type Removed,
  replaceSegments,
  type Segment,
  type SeqRange,
  type Stretch,
} from './archived.ts';
import { deleteSetOf, intersectRanges, joinRanges } from './clock-ranges.ts';
import { writeArchive } from './compact.ts';
import { forgetContent } from './forget.ts';
import { archiveOlder } from './purge.ts';
import type { EffectRow } from './segment.ts';
import { asOneSitting, joinSittings, joinTyped, type Sitting } from './sittings.ts';

/**
 * @param before sittings that ended before it
 * @param points seqs of revisions that stay, whatever sitting they are in
 */
export async function thinHistory(
  tx: Tx,
  note_id: string,
  before: Date,
  points: readonly number[],
): Promise<Removed> {
  const bytes = await historyBytes(tx, note_id);
  await archiveOlder(tx, note_id, before);
  const went: number[] = [];
  for (const stretch of await listStretches(tx, note_id)) {
    const updates = await thinStretch(tx, note_id, stretch, before, points);
    if (updates !== null) went.push(updates);
  }
  if (went.length === 0) return { updates: 0, bytes: 0 };
  const left = await historyBytes(tx, note_id);
  await countPurge(tx, note_id);
  return { updates: went.reduce((sum, updates) => sum + updates), bytes: Math.max(0, bytes - left) };
}

/**
 * A sitting that goes on in the next stretch is two here.
 * @returns how many updates went; null where no sitting is due
 */
async function thinStretch(
  tx: Tx,
  note_id: string,
  stretch: Stretch,
  before: Date,
  points: readonly number[],
): Promise<number | null> {
  const segments = await listSegments(tx, note_id, stretch);
  const due = joinSittings(segments.map(({ sittings }) => sittings)).filter(
    ({ thinned, ended_at }) => !thinned && ended_at < before,
  );
  const touched = segments.filter((segment) => due.some((sitting) => overlap(segment, sitting)));
  const [first, last] = [touched[0], touched.at(-1)];
  if (!first || !last) return null;
  const range = { from_seq: first.first_seq, to_seq: last.last_seq };
  const rows = await loadRows(tx, note_id, range);
  const thinned = due
    .flatMap((sitting) => splitAt(sitting, points, rows))
    .map((sitting) => ({ sitting, ...thinRows(cutRows(rows, sitting)) }));
  const archive = await openArchive(tx, note_id, stretch);
  forgetContent(archive.doc, deleteSetOf(thinned.flatMap(({ forgotten }) => forgotten)));
  await writeArchive(tx, note_id, stretch.seq, archive);
  const others = segments
    .filter((segment) => overlap(segment, range))
    .flatMap(({ sittings }) => sittings)
    .filter(
      ({ from_seq }) => !due.some((sitting) => sitting.from_seq <= from_seq && from_seq <= sitting.to_seq),
    );
  const sittings = [...others, ...thinned.map(({ sitting }) => ({ ...sitting, thinned: true }))];
  await replaceSegments(
    tx,
    note_id,
    without(rows, due)
      .concat(thinned.flatMap(({ rows }) => rows))
      .sort((a, b) => a.first_seq - b.first_seq),
    sittings.sort((a, b) => a.from_seq - b.from_seq),
  );
  return thinned.reduce((sum, { sitting }) => sum + sitting.to_seq - sitting.from_seq, 0);
}

function overlap({ first_seq, last_seq }: Segment, { from_seq, to_seq }: SeqRange): boolean {
  return first_seq <= to_seq && from_seq <= last_seq;
}

/** Each part ends at a point that stays, or with the sitting. */
function splitAt(sitting: Sitting, points: readonly number[], rows: readonly EffectRow[]): Sitting[] {
  const ends = points
    .filter((seq) => sitting.from_seq <= seq && seq < sitting.to_seq)
    .toSorted((a, b) => a - b);
  if (ends.length === 0) return [sitting];
  return [...new Set([...ends, sitting.to_seq])].map((to_seq, index) =>
    asOneSitting(cutRows(rows, { from_seq: (ends[index - 1] ?? sitting.from_seq - 1) + 1, to_seq })),
  );
}

/** The rest, cut where the sittings begin and end. */
function without(rows: readonly EffectRow[], sittings: readonly SeqRange[]): EffectRow[] {
  const begins = [rows[0]?.first_seq ?? 0, ...sittings.map(({ to_seq }) => to_seq + 1)];
  const ends = [...sittings.map(({ from_seq }) => from_seq - 1), rows.at(-1)?.last_seq ?? 0];
  return begins.flatMap((from_seq, index) => cutRows(rows, { from_seq, to_seq: ends[index] ?? 0 }));
}

/**
 * @param rows of one sitting
 * @returns rows in which nobody does anything but at the last update: there, one an author, in the order in which they
 *   were last in it; and what was both written and deleted
 */
export function thinRows(rows: readonly EffectRow[]): { rows: EffectRow[]; forgotten: ClockRange[] } {
  const first = rows[0] as EffectRow;
  const { last_seq } = rows.at(-1) as EffectRow;
  const byAuthor = new Map<string | null, EffectRow[]>();
  for (const row of rows) {
    const theirs = byAuthor.get(row.author_id) ?? [];
    // Who comes again comes last.
    byAuthor.delete(row.author_id);
    byAuthor.set(row.author_id, theirs);
    theirs.push(row);
  }
  const thinned = [...byAuthor.values()].map((theirs): EffectRow => {
    const last = { ...(theirs.at(-1) as EffectRow) };
    for (const row of theirs) joinTyped(last, row);
    return { ...last, first_seq: last_seq, last_seq, effects: [asOneEffect(theirs)] };
  });
  const nothing = Array.from({ length: last_seq - first.first_seq }, emptyEffect);
  if (nothing.length > 0) {
    thinned.unshift({ ...first, last_seq: last_seq - 1, typed_from: null, typed_to: null, effects: nothing });
  }
  const { inserted, deleted } = asOneEffect(rows);
  return { rows: thinned, forgotten: intersectRanges(inserted, deleted) };
}

function asOneEffect(rows: readonly EffectRow[]): Effect {
  const effects = rows.flatMap(({ effects }) => effects);
  return {
    inserted: joinRanges(effects.flatMap(({ inserted }) => inserted)),
    deleted: joinRanges(effects.flatMap(({ deleted }) => deleted)),
    added: effects.reduce((sum, { added }) => sum + added, 0),
    removed: effects.reduce((sum, { removed }) => sum + removed, 0),
  };
}

function emptyEffect(): Effect {
  return { inserted: [], deleted: [], added: 0, removed: 0 };
}
