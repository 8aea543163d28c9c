/** Reading the audit trail of a workspace: page by page, or all of it as CSV. For its owner. */
import type { AuditPage } from '@scriptorium/shared/api/audit.ts';
import type { Context } from '../platform/context.ts';

type Entry = AuditPage['entries'][number];
type EntryRow = Omit<Entry, 'at'> & { at: Date };

/** The newest first. @param before the last one of the page before */
export async function readAudit(
  { db }: Context,
  workspace_id: string,
  limit: number,
  before: string | undefined,
): Promise<AuditPage> {
  const { rows } = await db.query<EntryRow>(
    `select a.id, a.at, a.action, a.person_id, p.name as person_name, a.details
     from audit_entries a left join people p on p.id = a.person_id
     where a.workspace_id = $1 and ($2::uuid is null or a.id < $2)
     order by a.id desc limit $3`,
    [workspace_id, before ?? null, limit + 1],
  );
  const entries = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

const csv_batch = 1_000;

/** RFC 4180, in UTF-8; read from the database as fast as the reader takes it. */
export async function* writeAuditCsv(ctx: Context, workspace_id: string): AsyncGenerator<string> {
  yield 'at,action,person_id,person_name,details\r\n';
  let before: string | undefined;
  do {
    const page: AuditPage = await readAudit(ctx, workspace_id, csv_batch, before);
    yield page.entries.map(toLine).join('');
    before = page.next ?? undefined;
  } while (before !== undefined);
}

function toLine({ at, action, person_id, person_name, details }: Entry): string {
  const fields = [at, action, person_id ?? '', person_name ?? '', JSON.stringify(details)];
  return `${fields.map(toField).join(',')}\r\n`;
}

/** A name that begins like a formula would be run by a spreadsheet. */
function toField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
