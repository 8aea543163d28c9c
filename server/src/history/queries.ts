import { presenceColor } from '@scriptorium/shared/protocol/awareness.ts';
import type { Context } from '../platform/context.ts';

export async function headSeq({ db }: Context, note_id: string): Promise<number> {
  const { rows } = await db.query<{ head_seq: number }>('select head_seq from documents where note_id = $1', [
    note_id,
  ]);
  return rows[0]?.head_seq ?? 0;
}

export interface NamedPerson {
  id: string;
  /** Null: the account is gone. */
  name: string | null;
  /** `#rrggbb` */
  color: string;
}

/** @returns how an answer calls people, by id */
export async function findPeople(
  { db }: Context,
  person_ids: readonly string[],
): Promise<(ids: readonly string[]) => NamedPerson[]> {
  const { rows } = await db.query<{ id: string; name: string; color: string | null }>(
    'select id, name, color from people where id = any($1)',
    [[...new Set(person_ids)]],
  );
  const people = new Map(rows.map((row) => [row.id, row]));
  return (ids) =>
    ids.map((id) => {
      const { name = null, color } = people.get(id) ?? {};
      return { id, name, color: color ?? presenceColor(id) };
    });
}
