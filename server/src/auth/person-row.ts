import type { Person } from '@scriptorium/shared/api/auth.ts';
import { presenceColor } from '@scriptorium/shared/protocol/awareness.ts';

/** Of `people`, the columns that others get to see. */
export type PersonRow = Omit<Person, 'color' | 'created_at'> & { color: string | null; created_at: Date };

export function personOfRow(row: PersonRow): Person {
  return {
    ...row,
    // A guest's is none.
    email: row.is_guest ? '' : row.email,
    color: row.color ?? presenceColor(row.id),
    created_at: row.created_at.toISOString(),
  };
}
