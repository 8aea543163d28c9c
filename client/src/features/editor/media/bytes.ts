/**
 * The bytes of one block: asked for when the block comes near the screen, and again, ever more rarely, while they are not
 * to be had: somebody else's file may still be on its way, or the network away.
 */
import { type Media, MediaError, type MediaKey } from '../../../sync/media/media.ts';

export type BytesState = 'waiting' | 'here' | 'absent' | 'unreachable';

const near = '800px';
const again_ms_min = 2_000;
const again_ms_max = 60_000;

export class Bytes {
  state: BytesState = 'waiting';
  /** While `here`. */
  blob: Blob | null = null;
  url = '';
  readonly #media: Media;
  readonly #key: MediaKey;
  readonly #onChange: () => void;
  readonly #life = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #isAsking = false;

  constructor(media: Media, key: MediaKey, onChange: () => void) {
    this.#media = media;
    this.#key = key;
    this.#onChange = onChange;
  }

  whenNear(place: Element): void {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        void this.load();
      },
      { rootMargin: near },
    );
    observer.observe(place);
    const { signal } = this.#life;
    signal.addEventListener('abort', () => observer.disconnect());
    window.addEventListener('online', () => this.#tries > 0 && this.load(), { signal });
  }

  readonly load = async (): Promise<void> => {
    clearTimeout(this.#timer);
    const { signal } = this.#life;
    if (this.#isAsking || this.blob || signal.aborted) return;
    this.#isAsking = true;
    try {
      this.blob = await this.#media.read(this.#key, signal);
      if (signal.aborted) return;
      this.url = URL.createObjectURL(this.blob);
      this.state = 'here';
    } catch (error) {
      if (signal.aborted) return;
      this.state = error instanceof MediaError ? error.kind : 'unreachable';
      this.#timer = setTimeout(this.load, Math.min(again_ms_max, again_ms_min * 2 ** this.#tries++));
    } finally {
      this.#isAsking = false;
    }
    this.#onChange();
  };

  destroy(): void {
    this.#life.abort();
    clearTimeout(this.#timer);
    if (this.url) URL.revokeObjectURL(this.url);
  }
}
