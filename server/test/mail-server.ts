/** An SMTP server that takes every mail, without encryption or sign-in, and keeps it. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface MailServer {
  /** Fits `SMTP_URL`. */
  url: string;
  /** As they came: headers, an empty line, the text. */
  mails: string[];
  close(): void;
}

export async function startMailServer(): Promise<MailServer> {
  const mails: string[] = [];
  const server = createServer((socket) => talk(socket, mails)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    close: () => server.close(),
  };
}

function talk(socket: Socket, mails: string[]): void {
  let heard = '';
  let isMail = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('220 here');
  socket.on('error', () => undefined);
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    heard += chunk;
    for (let end = endOf(heard, isMail); end !== -1; end = endOf(heard, isMail)) {
      const part = heard.slice(0, end);
      heard = heard.slice(end + (isMail ? 5 : 2));
      if (isMail) mails.push(part);
      const isData = !isMail && /^DATA/i.test(part);
      isMail = isData;
      say(isData ? '354 go on' : /^QUIT/i.test(part) ? '221 bye' : '250 ok');
    }
  });
}

/** Of a line, or of a mail, which ends with a dot alone. */
function endOf(heard: string, isMail: boolean): number {
  return heard.indexOf(isMail ? '\r\n.\r\n' : '\r\n');
}
