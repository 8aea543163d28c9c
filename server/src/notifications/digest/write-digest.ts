/** What is in a mail: read again right before it is sent, so that it tells nothing that its reader may not read any more. */
import type { NotificationKind } from '@scriptorium/shared/api/notifications.ts';
import { isReadableBy } from '../../access/readable-notes.ts';
import type { Context } from '../../platform/context.ts';
import type { Mail } from '../../platform/mail.ts';
import { type DigestLine, digestMail } from './digest-mail.ts';
import { unsubscribePath } from './unsubscribe.ts';

const lines_max = 50;

interface Row {
  kind: NotificationKind;
  note_id: string;
  title: string;
  by: string | null;
  excerpt: string | null;
  thread_id: string | null;
}

/** @returns null when there is nothing left to tell */
export async function writeDigest(ctx: Context, mail_id: string): Promise<Mail | null> {
  const { rows: readers } = await ctx.db.query<{ id: string; email: string; language: 'en' | 'de' }>(
    `select p.id, p.email, coalesce(f.language, 'en') as language
     from notification_mails m join people p on p.id = m.person_id
     left join notification_preferences f on f.person_id = p.id
     where m.id = $1 and coalesce(f.digest, '') <> 'never'`,
    [mail_id],
  );
  const reader = readers[0];
  if (!reader) return null;
  const { rows } = await ctx.db.query<Row>(
    `select x.kind, n.id as note_id, n.title, p.name as by, x.details ->> 'excerpt' as excerpt,
       x.details ->> 'thread_id' as thread_id
     from notifications x join notes n on n.id = x.note_id left join people p on p.id = x.by_id
     where x.mail_id = $1 and x.read_at is null and ${isReadableBy('x.person_id')}
     order by x.id desc limit ${lines_max}`,
    [mail_id],
  );
  if (rows.length === 0) return null;
  const origin = ctx.config.publicUrl?.origin ?? `http://localhost:${ctx.config.port}`;
  return digestMail({
    ...{ id: mail_id, email: reader.email, language: reader.language, origin },
    unsubscribeUrl: `${origin}${unsubscribePath(ctx.secret, reader.id)}`,
    lines: rows.map((row) => toLine(row, origin)),
  });
}

function toLine({ kind, note_id, title, by, excerpt, thread_id }: Row, origin: string): DigestLine {
  const place = kind === 'change' ? '/history?since=visit' : thread_id === null ? '' : `?thread=${thread_id}`;
  return { kind, title, by, excerpt, url: `${origin}/notes/${note_id}${place}` };
}
