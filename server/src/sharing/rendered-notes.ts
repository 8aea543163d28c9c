/** Notes as pages show them: rendered in a thread, and kept while they stay as they are and others want the room less. */
import { AskedThread } from '../platform/asked-thread.ts';
import type { Context } from '../platform/context.ts';
import type { RenderedNote, RenderQuestion } from './render-note.ts';

/** Together; a novel has two million. */
const kept_letters_max = 8_000_000;
const questions_max = 100;
const idle_ms_max = 60_000;

export class RenderedNotes {
  /** The one that was asked for last is the last. */
  readonly #kept = new Map<string, RenderedNote>();
  readonly #thread: AskedThread<RenderQuestion, RenderedNote>;
  #letters = 0;

  constructor(ctx: Context) {
    this.#thread = new AskedThread(ctx, {
      url: new URL('./render-worker.ts', import.meta.url),
      name: 'pages',
      ...{ idle_ms_max, questions_max },
      busy: 'Too many people open pages just now. Try again shortly.',
      broken: 'The page could not be made. Try again.',
    });
  }

  /** @param version changes whenever the page would */
  async render(question: RenderQuestion, version: string): Promise<RenderedNote> {
    const key = `${question.base} ${question.note_id} ${version}`;
    const kept = this.#kept.get(key) ?? (await this.#thread.ask(question));
    this.#keep(key, kept);
    return kept;
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }

  #keep(key: string, note: RenderedNote): void {
    if (this.#kept.delete(key)) this.#letters -= note.body.length;
    this.#kept.set(key, note);
    this.#letters += note.body.length;
    for (const [oldest, { body }] of this.#kept) {
      if (this.#letters <= kept_letters_max) return;
      this.#kept.delete(oldest);
      this.#letters -= body.length;
    }
  }
}
