/**
 * A network that fails on command, between a server and its Redis or Postgres.
 *
 *   pass         bytes go through, both ways; this is how it starts
 *   black hole   as with a pulled cable: nothing arrives and nobody is told. What was sent waits and arrives when the
 *                network is back, as TCP would send it again; who connects meanwhile hears nothing.
 *   half deaf    what the caller says arrives, the answers do not: a commit happens, and nobody hears of it
 *   cut          every connection is reset, now; new ones go on as before
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type TcpTarget = { host: string; port: number } | { path: string };

export interface TcpProxy {
  host: string;
  port: number;
  pass(): void;
  blackHole(): void;
  /** For the connections that are open. */
  loseAnswers(): void;
  cut(): void;
  close(): Promise<void>;
}

export async function startTcpProxy(target: TcpTarget): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let isPassing = true;
  const server = createServer((near) => {
    const pair = new Pair(near, target);
    pairs.add(pair);
    near.on('close', () => pairs.delete(pair));
    if (isPassing) pair.pass();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cut = () => {
    for (const pair of pairs) pair.cut();
  };
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    pass() {
      isPassing = true;
      for (const pair of pairs) pair.pass();
    },
    blackHole() {
      isPassing = false;
      for (const pair of pairs) pair.hold();
    },
    loseAnswers() {
      for (const pair of pairs) pair.holdAnswers();
    },
    cut,
    async close() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}

/** One connection: the side of who called, and, once bytes may pass, the side of the target. */
class Pair {
  readonly #near: Socket;
  readonly #target: TcpTarget;
  #far: Socket | null = null;

  constructor(near: Socket, target: TcpTarget) {
    this.#near = near;
    this.#target = target;
    near.pause();
    near.on('error', () => this.cut());
    near.on('close', () => this.#far?.destroy());
  }

  pass(): void {
    this.hold(); // two pipes would send everything twice
    const far = this.#far ?? this.#callTarget();
    this.#near.pipe(far);
    far.pipe(this.#near);
  }

  #callTarget(): Socket {
    const far = connect(this.#target);
    far.setNoDelay(true);
    this.#near.setNoDelay(true);
    far.on('error', () => this.cut());
    far.on('close', () => this.#near.destroy());
    this.#far = far;
    return far;
  }

  /** Neither side is read any more: the sender's bytes stay where they are. */
  hold(): void {
    for (const side of [this.#near, this.#far]) {
      side?.unpipe();
      side?.pause();
    }
  }

  holdAnswers(): void {
    this.#far?.unpipe();
    this.#far?.pause();
  }

  cut(): void {
    this.#near.resetAndDestroy();
    this.#far?.destroy();
  }
}
