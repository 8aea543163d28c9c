/** Policies of workspaces about history, and what of it is too old for them. */
import type { DryRun, DryRunRequest, HistoryPolicy } from '@scriptorium/shared/api/history-policy.ts';
import { recordAudit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { type Db, transaction } from '../../platform/db.ts';
import { policy_time } from './retain.ts';

const columns =
  'history_policy as policy, history_days as days, history_hidden_from_guests as hidden_from_guests';

export async function findPolicy({ db }: Context, workspace_id: string): Promise<HistoryPolicy> {
  const { rows } = await db.query<HistoryPolicy>(`select ${columns} from workspaces where id = $1`, [
    workspace_id,
  ]);
  return rows[0] as HistoryPolicy;
}

export async function setPolicy(
  { db }: Context,
  workspace_id: string,
  person_id: string,
  policy: HistoryPolicy,
): Promise<HistoryPolicy> {
  return transaction(db, async (tx) => {
    const { rows } = await tx.query<HistoryPolicy>(
      `update workspaces set history_policy = $2, history_days = $3, history_hidden_from_guests = $4
       where id = $1 returning ${columns}`,
      [workspace_id, policy.policy, policy.days, policy.hidden_from_guests],
    );
    await recordAudit(tx, { workspace_id, person_id, action: 'workspace:set_history', details: policy });
    return rows[0] as HistoryPolicy;
  });
}

/**
 * In SQL, of a note `n` and a workspace `w`: what is in its history of a time that is too old, and was not thinned where
 * that is enough. What compaction made before there were archives tells no time; the next compaction changes that.
 */
const old_sittings = `select x.* from document_segments s,
    jsonb_to_recordset(s.sittings) as x (from_seq bigint, to_seq bigint, ended_at timestamptz, thinned boolean)
  where s.note_id = n.id and x.ended_at < ${policy_time}
    and (w.history_policy = 'purge' or x.thinned is not true)`;
const old_log = `select l.* from document_log l where l.note_id = n.id and l.received_at < ${policy_time}`;

/** In the order of their ids. @param after the last one of the batch before */
export async function listDueNotes(db: Db, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select n.id from workspaces w join notes n on n.workspace_id = w.id
     where w.history_policy <> 'keep' and ($1::uuid is null or n.id > $1)
       and (exists (${old_sittings}) or exists (${old_log}))
     order by n.id limit $2`,
    [after, limit],
  );
  return rows.map(({ id }) => id);
}

/** What the job would take out now under another policy. */
export async function tryPolicy(
  { db }: Context,
  workspace_id: string,
  { policy, days }: DryRunRequest,
): Promise<DryRun> {
  if (policy === 'keep') return { notes: 0, updates: 0, bytes: 0 };
  const { rows } = await db.query<DryRun>(
    // Of a thinned sitting one revision stays; what is in the log is taken for one.
    `select count(*)::int as notes, coalesce(sum(gone), 0)::bigint as updates,
       coalesce(sum(bytes * gone / greatest(kept, gone)), 0)::bigint as bytes
     from (select $1::uuid as id, $2::text as history_policy, $3::int as history_days) w
     join notes n on n.workspace_id = w.id
     cross join lateral (
       select coalesce((select sum(x.to_seq - x.from_seq + case w.history_policy when 'thin' then 0 else 1 end)
           from (${old_sittings}) x), 0)
         + coalesce((select sum(l.last_seq - l.first_seq + 1)
             - case w.history_policy when 'thin' then 1 else 0 end
           from (${old_log}) l), 0) as gone
     ) old
     cross join lateral (
       select d.head_seq - coalesce((select min(from_seq) from document_archives where note_id = n.id), 0) as kept,
         greatest(0, coalesce((select sum(octet_length(state)) from document_archives where note_id = n.id), 0)
           - coalesce((select octet_length(state) from document_bases where note_id = n.id), 0))
         + coalesce((select sum(octet_length(effects)) from document_segments where note_id = n.id), 0)
         + coalesce((select sum(octet_length(frames)) from document_log where note_id = n.id), 0) as bytes
       from documents d where d.note_id = n.id
     ) stored
     where gone > 0`,
    [workspace_id, policy, days],
  );
  return rows[0] as DryRun;
}
