/** `/api/outbox`, in development without SMTP_URL only: the mails that would have been sent. */
import type { Context } from './context.ts';
import { toHtml } from './html.ts';
import type { Http } from './http.ts';
import type { SentMail } from './mail.ts';

export function outboxPage(http: Http, { mailer }: Context): void {
  const outbox = mailer?.outbox;
  if (!outbox) return;
  http.get('/api/outbox', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(toPage(outbox)),
  );
}

function toPage(mails: readonly SentMail[]): string {
  const shown = mails.map(
    ({ to, subject, text, at }) =>
      `<h2>${toHtml(subject)}</h2><p>To ${toHtml(to)}, ${at.toISOString()}</p><pre>${linked(text)}</pre>`,
  );
  const content = shown.join('<hr>') || '<p>Nothing was sent since the server started.</p>';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Outbox</title><h1>Outbox</h1>${content}</html>`;
}

function linked(text: string): string {
  return toHtml(text).replace(/https?:\/\/\S+/g, (url) => `<a href="${url}">${url}</a>`);
}
