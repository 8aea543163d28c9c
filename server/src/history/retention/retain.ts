/** Takes out of one note's history what its workspace's policy, or its owner, wants gone (H5). Runs in the worker thread. */
import { recordAudit } from '../../platform/audit.ts';
import type { Removed } from '../../documents/archived.ts';
import { lock, tryLock } from '../../documents/compact.ts';
import { type Purged, purgeHistory, revisionAt } from '../../documents/purge.ts';
import { thinHistory } from '../../documents/thin.ts';
import type { Tx } from '../../platform/db.ts';

/** Compaction and other purges of the same note take seconds at most. */
const lock_ms_max = 20_000;

/**
 * All that was before the newest update, in the name of a person.
 * @throws Error when another has been at the note's history for too long, or the note is gone
 */
export async function purgeNote(tx: Tx, note_id: string, person_id: string): Promise<Purged> {
  await lock(tx, note_id, lock_ms_max);
  const { rows } = await tx.query<{ workspace_id: string; head_seq: number | null }>(
    `select n.workspace_id, d.head_seq from notes n left join documents d on d.note_id = n.id where n.id = $1`,
    [note_id],
  );
  if (!rows[0]) throw new Error(`the note ${note_id} is gone`);
  const { workspace_id, head_seq } = rows[0];
  const purged = await purge(tx, note_id, head_seq ?? 0);
  await recordAudit(tx, {
    workspace_id,
    person_id,
    action: 'history:purge',
    details: { note_id, ...purged },
  });
  return purged;
}

/**
 * What the policy says, as it is now.
 * @returns null when another instance is at it, or the note is gone
 */
export async function applyPolicy(tx: Tx, note_id: string): Promise<Removed | null> {
  if (!(await tryLock(tx, note_id))) return null;
  const { rows } = await tx.query<{ policy: string; before: Date }>(
    `select w.history_policy as policy, ${policy_time} as before
     from notes n join workspaces w on w.id = n.workspace_id where n.id = $1`,
    [note_id],
  );
  if (!rows[0]) return null;
  const { policy, before } = rows[0];
  if (policy === 'thin') return thinHistory(tx, note_id, before, await pointsOf(tx, note_id));
  const seq = policy === 'purge' ? await revisionAt(tx, note_id, before) : null;
  return seq === null ? { updates: 0, bytes: 0 } : purge(tx, note_id, seq);
}

/**
 * In SQL, of a workspace `w`: what is older is old for its policy. It moves on at midnight, so a note is worked on once a
 * day and not with every hour.
 */
export const policy_time = `date_trunc('day', now(), 'UTC') - make_interval(days => w.history_days)`;

async function purge(tx: Tx, note_id: string, seq: number): Promise<Purged> {
  const purged = await purgeHistory(tx, note_id, seq);
  await tx.query('delete from history_entries where note_id = $1 and seq < $2', [
    note_id,
    purged.kept_from_seq,
  ]);
  return purged;
}

/** What people named, and what they brought back, stays a point of the history. */
async function pointsOf(tx: Tx, note_id: string): Promise<number[]> {
  const { rows } = await tx.query<{ seq: number }>(
    `select distinct seq from history_entries where note_id = $1 and kind in ('version', 'restore', 'revert')`,
    [note_id],
  );
  return rows.map(({ seq }) => seq);
}
