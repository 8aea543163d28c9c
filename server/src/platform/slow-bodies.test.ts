import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutSlowBodies } from './slow-bodies.ts';

describe('P1: a slow body', () => {
  const http = Fastify();
  cutSlowBodies(http, 50);
  http.post('/quick', async ({ body }) => body);
  http.post('/patient', { config: { body_ms_max: 60_000 } }, async ({ body }) => body);
  beforeAll(() => http.listen());
  afterAll(() => http.close());

  /** Sends half of a JSON string, and the rest when `rest` resolves. @returns what was answered until the end */
  async function send(path: string, rest: Promise<unknown>): Promise<string> {
    const socket = connect((http.server.address() as AddressInfo).port);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
      if (answer.includes('slow')) socket.end();
    });
    socket.on('error', () => undefined);
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 6\r\n\r\n"sl`,
    );
    void rest.then(() => socket.write('ow"'));
    await once(socket, 'close');
    return answer;
  }

  it('is cut off without an answer', async () => {
    expect(await send('/quick', new Promise(() => undefined))).toBe('');
  });

  it('is waited for where a route says so, and no route waits longer for it', async () => {
    const cut = send('/quick', new Promise(() => undefined));
    expect(await send('/patient', cut)).toMatch(/^HTTP\/1.1 200 OK[\s\S]*slow$/);
  });
});
