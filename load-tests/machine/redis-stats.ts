/** What Redis itself counted, asked in its plain-text protocol. */
import { connect } from 'node:net';

export async function resetStats(url: string): Promise<void> {
  await ask(url, 'CONFIG RESETSTAT');
}

/** Messages published since the reset. */
export async function publishCount(url: string): Promise<number> {
  const stats = await ask(url, 'INFO commandstats');
  const counts = [...stats.matchAll(/^cmdstat_s?publish:calls=(\d+)/gm)];
  return counts.reduce((sum, [, calls]) => sum + Number(calls), 0);
}

function ask(url: string, command: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(`${command}\r\nQUIT\r\n`));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
