/** Mail: to the server of SMTP_URL; in development, without one, to a page of this server that shows what would be sent. */
import { createTransport } from 'nodemailer';
import type { Config } from './config.ts';

export interface Mail {
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
  /** The same, for those who read mails as pages. */
  html?: string;
  /** Two mails with the same one are one mail. */
  messageId?: string;
  headers?: Record<string, string>;
}

export interface Mailer {
  /** Resolves once it is taken. @throws when it is not, within about 15 s */
  send(mail: Mail): Promise<void>;
  /** The latest mails, the newest first, where they are only shown. */
  readonly outbox: readonly SentMail[] | null;
  stop(): void;
}

export interface SentMail extends Mail {
  at: Date;
}

const connect_ms_max = 5_000;
const answer_ms_max = 10_000;
const outbox_max = 50;

/** @returns null where nothing can be sent */
export function openMailer({ smtpUrl, mailFrom, isDevelopment }: Config): Mailer | null {
  if (smtpUrl !== null) return openSmtp(smtpUrl, mailFrom);
  return isDevelopment ? makeOutbox() : null;
}

function openSmtp(url: string, from: string): Mailer {
  const transport = createTransport(
    {
      url,
      pool: true,
      connectionTimeout: connect_ms_max,
      greetingTimeout: connect_ms_max,
      socketTimeout: answer_ms_max,
      // What is in a mail is text of ours: no file, no address to fetch.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    outbox: null,
    send: async (mail) => {
      await transport.sendMail(mail);
    },
    stop: () => transport.close(),
  };
}

function makeOutbox(): Mailer {
  const outbox: SentMail[] = [];
  return {
    outbox,
    async send(mail) {
      outbox.unshift({ ...mail, at: new Date() });
      outbox.splice(outbox_max);
    },
    stop: () => undefined,
  };
}
