/** The mail that tells somebody what they have not read: as plain text and as a page, in their language. */
import type { NotificationKind } from '@scriptorium/shared/api/notifications.ts';
import { toHtml } from '../../platform/html.ts';
import type { Mail } from '../../platform/mail.ts';

export interface DigestLine {
  kind: NotificationKind;
  title: string;
  /** Null: nobody in particular. */
  by: string | null;
  excerpt: string | null;
  url: string;
}

interface Digest {
  /** Of the mail: the same when it is sent again. */
  id: string;
  email: string;
  language: 'en' | 'de';
  origin: string;
  unsubscribeUrl: string;
  lines: readonly DigestLine[];
}

const wordings = {
  en: {
    untitled: 'Untitled',
    somebody: 'Somebody',
    subject: (count: number, first: string) => (count === 1 ? first : `${first} – and ${count - 1} more`),
    what: {
      mention: (by: string, title: string) => `${by} mentioned you in “${title}”`,
      reply: (by: string, title: string) => `${by} replied in “${title}”`,
      comment: (by: string, title: string) => `${by} commented on “${title}”`,
      share: (by: string, title: string) => `${by} shared “${title}” with you`,
      change: (by: string, title: string) => `${by} changed “${title}”`,
    },
    foot: 'You get this because of your notification settings.',
    settings: 'Change them',
    unsubscribe: 'No more mails',
  },
  de: {
    untitled: 'Ohne Titel',
    somebody: 'Jemand',
    subject: (count: number, first: string) => (count === 1 ? first : `${first} – und ${count - 1} weitere`),
    what: {
      mention: (by: string, title: string) => `${by} hat Sie in „${title}“ erwähnt`,
      reply: (by: string, title: string) => `${by} hat in „${title}“ geantwortet`,
      comment: (by: string, title: string) => `${by} hat „${title}“ kommentiert`,
      share: (by: string, title: string) => `${by} hat „${title}“ mit Ihnen geteilt`,
      change: (by: string, title: string) => `${by} hat „${title}“ geändert`,
    },
    foot: 'Sie erhalten diese E-Mail aufgrund Ihrer Einstellungen für Benachrichtigungen.',
    settings: 'Einstellungen ändern',
    unsubscribe: 'Keine E-Mails mehr',
  },
} satisfies Record<'en' | 'de', unknown>;

export function digestMail({ id, email, language, origin, unsubscribeUrl, lines }: Digest): Mail {
  const words = wordings[language];
  const entries = lines.map(({ kind, title, by, excerpt, url }) => ({
    what: words.what[kind](by ?? words.somebody, title || words.untitled),
    excerpt,
    url,
  }));
  const settingsUrl = `${origin}/settings`;
  const text = [
    ...entries.map(({ what, excerpt, url }) =>
      [what, ...(excerpt ? [`  ${excerpt}`] : []), `  ${url}`].join('\n'),
    ),
    `${words.foot}\n${words.settings}: ${settingsUrl}\n${words.unsubscribe}: ${unsubscribeUrl}`,
  ];
  return {
    to: email,
    subject: oneLine(words.subject(entries.length, entries[0]?.what ?? '')),
    text: `${text.join('\n\n')}\n`,
    html: page(
      language,
      entries.map(({ what, excerpt, url }) => entryHtml(what, excerpt, url)).join(''),
      `${toHtml(words.foot)} ${link(settingsUrl, words.settings)} · ${link(unsubscribeUrl, words.unsubscribe)}`,
    ),
    messageId: `<${id}@${new URL(origin).hostname}>`,
    headers: {
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 200);
}

function entryHtml(what: string, excerpt: string | null, url: string): string {
  const quote = excerpt ? `<br><span style="color:#555">${toHtml(excerpt)}</span>` : '';
  return `<p style="margin:0 0 20px">${link(url, what)}${quote}</p>`;
}

function link(url: string, text: string): string {
  return `<a href="${toHtml(url)}" style="color:#1f5fbf">${toHtml(text)}</a>`;
}

function page(language: string, entries: string, foot: string): string {
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><body style="font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:24px auto;padding:0 16px;color:#1c1c1c">${entries}<p style="margin-top:32px;font-size:13px;color:#666">${foot}</p></body></html>`;
}
