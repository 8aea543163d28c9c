/** The typists' process, from the side of the bench. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FromTypists, Job, Round } from './job.ts';

export class Drive {
  readonly #child: ChildProcess;

  constructor() {
    this.#child = fork(fileURLToPath(new URL('./typists.ts', import.meta.url)), { execArgv: [] });
  }

  /** @param onWindow called when the time that counts begins (`true`) and ends (`false`) */
  run(job: Job, onWindow: (isBegin: boolean) => void): Promise<Round> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        this.#child.off('message', hear);
        this.#child.off('exit', onExit);
        settle();
      };
      const onExit = () => finish(() => reject(new Error('the typists ended')));
      const hear = (message: FromTypists) => {
        if (message.kind === 'window_begins') onWindow(true);
        else if (message.kind === 'window_ends') onWindow(false);
        else if (message.kind === 'done') finish(() => resolve(message.round));
        else finish(() => reject(new Error(`the typists failed: ${message.error}`)));
      };
      this.#child.on('message', hear);
      this.#child.on('exit', onExit);
      this.#child.send(job);
    });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill();
    await once(this.#child, 'exit');
  }
}
