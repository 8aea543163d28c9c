import { ApiError } from '../platform/problem.ts';

/** How many uploads of one person run at a time on this instance: what is still on its way is in no quota. */
const at_a_time_max = 6;
const retry_after_seconds = 5;

export class UploadTurns {
  readonly #running = new Map<string, number>();

  /** @throws ApiError too_many_requests */
  async run<T>(person_id: string, work: () => Promise<T>): Promise<T> {
    const running = this.#running.get(person_id) ?? 0;
    if (running >= at_a_time_max) {
      throw new ApiError('too_many_requests', `Send ${at_a_time_max} files at a time.`, {
        retry_after_seconds,
      });
    }
    this.#running.set(person_id, running + 1);
    try {
      return await work();
    } finally {
      const left = (this.#running.get(person_id) ?? 1) - 1;
      if (left > 0) this.#running.set(person_id, left);
      else this.#running.delete(person_id);
    }
  }
}
