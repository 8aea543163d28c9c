/** Reading the audit trail: page by page, or all of it as CSV. Who may, is asked by its routes. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { AuditPage } from '@scriptorium/shared/api/audit.ts';
import { recordAudit } from '../platform/audit.ts';
import type { Context } from '../platform/context.ts';

type Entry = AuditPage['entries'][number];
type EntryRow = Omit<Entry, 'at'> & { at: Date };

/** Of a workspace; of somebody's account; or of all accounts. */
export type Trail = { workspace_id: string } | { person_id: string } | 'accounts';

interface AuditQuery {
  format: 'json' | 'csv';
  limit: number;
  before?: string | undefined;
}

/** That somebody took all of it along is on record as well. @param by_id who asks */
export async function answerAudit(
  ctx: Context,
  reply: FastifyReply,
  by_id: string,
  trail: Trail,
  { format, limit, before }: AuditQuery,
): Promise<AuditPage> {
  if (format === 'json') return readAudit(ctx, trail, limit, before);
  const workspace_id = isOfWorkspace(trail) ? trail.workspace_id : null;
  const details = trail === 'accounts' ? { of: 'everybody' } : {};
  await recordAudit(ctx.db, { workspace_id, person_id: by_id, action: 'audit:export', details });
  reply.raw.setHeader('content-disposition', 'attachment; filename="audit.csv"');
  return reply
    .type('text/csv; charset=utf-8')
    .serializer(String)
    .send(Readable.from(writeCsv(ctx, trail))) as never;
}

/** The newest first. @param before the last one of the page before */
async function readAudit(
  { db }: Context,
  trail: Trail,
  limit: number,
  before: string | undefined,
): Promise<AuditPage> {
  const { rows } = await db.query<EntryRow>(
    `select a.id, a.at, a.action, a.person_id, p.name as person_name, a.key_id, k.name as key_name, a.ip_address,
       a.user_agent, a.details
     from audit_entries a left join people p on p.id = a.person_id left join api_keys k on k.id = a.key_id
     where ${conditionOf(trail)} and ($2::uuid is null or a.id < $2)
     order by a.id desc limit $3`,
    [ofWhom(trail), before ?? null, limit + 1],
  );
  const entries = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

function isOfWorkspace(trail: Trail): trail is { workspace_id: string } {
  return typeof trail === 'object' && 'workspace_id' in trail;
}

function conditionOf(trail: Trail): string {
  if (isOfWorkspace(trail)) return 'a.workspace_id = $1::uuid';
  return trail === 'accounts'
    ? 'a.workspace_id is null and $1::uuid is null'
    : 'a.workspace_id is null and a.person_id = $1::uuid';
}

function ofWhom(trail: Trail): string | null {
  if (trail === 'accounts') return null;
  return isOfWorkspace(trail) ? trail.workspace_id : trail.person_id;
}

const csv_batch = 1_000;
const csv_columns = [
  'at',
  'action',
  'person_id',
  'person_name',
  'key_id',
  'key_name',
  'ip_address',
  'user_agent',
] as const satisfies readonly (keyof Entry)[];

/** RFC 4180, in UTF-8; read from the database as fast as the reader takes it. */
async function* writeCsv(ctx: Context, trail: Trail): AsyncGenerator<string> {
  yield `${csv_columns.join(',')},details\r\n`;
  let before: string | undefined;
  do {
    const page: AuditPage = await readAudit(ctx, trail, csv_batch, before);
    yield page.entries.map(toLine).join('');
    before = page.next ?? undefined;
  } while (before !== undefined);
}

function toLine(entry: Entry): string {
  const fields = [...csv_columns.map((column) => entry[column] ?? ''), JSON.stringify(entry.details)];
  return `${fields.map(toField).join(',')}\r\n`;
}

/** A name that begins like a formula would be run by a spreadsheet. */
function toField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
