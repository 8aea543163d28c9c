/** Tags of a whole workspace: their colours, and other names for them (N13). */
import { tagKey, tags_per_note_max } from '@scriptorium/shared/api/notes.ts';
import { recordAudit } from '../platform/audit.ts';
import { requireWorkspace } from '../access/roles.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';

const colors_per_workspace_max = 1_000;
/** No device is offline for longer and brings tags. */
const renames_kept_days = 365;

/** @param color null: none */
export async function colorTag(
  ctx: Context,
  workspace_id: string,
  person_id: string,
  { tag, color }: { tag: string; color: string | null },
): Promise<void> {
  await requireWorkspace(ctx.db, workspace_id, person_id, 'workspace:manage_tags');
  if (color === null) {
    await ctx.db.query('delete from tag_colors where workspace_id = $1 and tag_key = $2', [
      workspace_id,
      tagKey(tag),
    ]);
    return;
  }
  const { rowCount } = await ctx.db.query(
    `insert into tag_colors (workspace_id, tag_key, color) select $1, $2, $3
     where (select count(*) from tag_colors where workspace_id = $1 and tag_key <> $2) < ${colors_per_workspace_max}
     on conflict (workspace_id, tag_key) do update set color = excluded.color`,
    [workspace_id, tagKey(tag), color],
  );
  if (rowCount === 0) {
    throw new ApiError('conflict', `At most ${colors_per_workspace_max} tags of a workspace have a colour.`);
  }
}

/**
 * In every note of the workspace, also those that whoever asks may not read: a tag is the workspace's.
 * @param name null: it is taken away
 * @returns in how many notes
 */
export async function renameTag(
  ctx: Context,
  workspace_id: string,
  person_id: string,
  { tag, name }: { tag: string; name: string | null },
): Promise<number> {
  await requireWorkspace(ctx.db, workspace_id, person_id, 'workspace:manage_tags');
  return transaction(ctx.db, async (tx) => {
    await tx.query('insert into tag_renames (workspace_id, tag_key, name) values ($1, $2, $3)', [
      workspace_id,
      tagKey(tag),
      name,
    ]);
    await tx.query(
      `delete from tag_renames where workspace_id = $1 and at < now() - make_interval(days => ${renames_kept_days})`,
      [workspace_id],
    );
    await moveColor(tx, workspace_id, tagKey(tag), name);
    const renames = [{ tag_key: tagKey(tag), name }];
    // In the order in which titles are saved.
    const { rows } = await tx.query<{ id: string; tags: string[] }>(
      `select id, tags from notes where workspace_id = $1 and tags <> '{}' order by id for no key update`,
      [workspace_id],
    );
    const changed = rows
      .filter(({ tags }) => tags.some((each) => tagKey(each) === tagKey(tag)))
      .map((row) => ({ id: row.id, tags: rename(row.tags, renames) }));
    // Not an act on the note: what somebody did to its tags before this, and comes later, still counts.
    await tx.query(
      `update notes set tags = array(select jsonb_array_elements_text(changed.tags))
       from jsonb_to_recordset($1::jsonb) as changed (id uuid, tags jsonb) where notes.id = changed.id`,
      [JSON.stringify(changed)],
    );
    const action = name === null ? 'tag:delete' : 'tag:rename';
    const details = { tag, ...(name === null ? {} : { name }), notes: changed.length };
    await recordAudit(tx, { workspace_id, person_id, action, details });
    return changed.length;
  });
}

/** A colour goes with its tag, unless the other one has one of its own. */
async function moveColor(tx: Tx, workspace_id: string, tag_key: string, name: string | null): Promise<void> {
  if (name !== null && tagKey(name) === tag_key) return;
  if (name !== null) {
    await tx.query(
      `insert into tag_colors (workspace_id, tag_key, color)
       select workspace_id, $3, color from tag_colors where workspace_id = $1 and tag_key = $2
       on conflict do nothing`,
      [workspace_id, tag_key, tagKey(name)],
    );
  }
  await tx.query('delete from tag_colors where workspace_id = $1 and tag_key = $2', [workspace_id, tag_key]);
}

interface TagRename {
  tag_key: string;
  name: string | null;
}

/** Of tags that were given at a time, offline perhaps: as they are called by now. */
export async function renamedSince(
  tx: Tx,
  workspace_id: string,
  tags: readonly string[],
  at: string,
): Promise<string[]> {
  const { rows } = await tx.query<TagRename>(
    'select tag_key, name from tag_renames where workspace_id = $1 and at > $2 order by at',
    [workspace_id, at],
  );
  return rename(tags, rows);
}

/** The same tag is never there twice. */
function rename(tags: readonly string[], renames: readonly TagRename[]): string[] {
  let names = [...tags];
  for (const { tag_key, name } of renames) {
    names = names.flatMap((tag) => (tagKey(tag) === tag_key ? (name === null ? [] : [name]) : [tag]));
  }
  return [...new Map(names.toReversed().map((tag) => [tagKey(tag), tag])).values()]
    .toReversed()
    .slice(0, tags_per_note_max);
}
