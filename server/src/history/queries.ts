import type { Context } from '../platform/context.ts';

export async function headSeq({ db }: Context, note_id: string): Promise<number> {
  const { rows } = await db.query<{ head_seq: number }>('select head_seq from documents where note_id = $1', [
    note_id,
  ]);
  return rows[0]?.head_seq ?? 0;
}

/** By id; whose account is gone is not in it. */
export async function namesOf({ db }: Context, person_ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; name: string }>(
    'select id, name from people where id = any($1)',
    [[...new Set(person_ids)]],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
