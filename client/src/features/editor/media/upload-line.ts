import { t } from '../../../lib/i18n/i18n.ts';
import { button, element } from './dom.ts';
import type { MediaOptions } from './media-options.ts';
import { refusalWords } from './words.ts';

/** How an upload of this device is doing, said on the block itself; nothing once the server has it. */
export class UploadLine {
  readonly dom = element('div', 'media-upload');
  readonly #options: MediaOptions;
  readonly #id: string;
  readonly #end: () => void;
  readonly #bar = element('div', 'media-bar');
  #shown = '';

  constructor(options: MediaOptions, id: string) {
    this.#options = options;
    this.#id = id;
    this.#bar.setAttribute('role', 'progressbar');
    this.#end = options.media.subscribe(() => this.#show());
    this.#show();
  }

  destroy(): void {
    this.#end();
  }

  #show(): void {
    const { media, bytes_max } = this.#options;
    const state = media.uploadState(this.#id);
    if (state.name === 'sending') this.#advance(state.part);
    const kind = state.name === 'refused' ? `refused ${state.refusal}` : state.name;
    if (kind === this.#shown) return;
    this.#shown = kind;
    this.dom.dataset.state = state.name;
    if (state.name === 'none') this.dom.replaceChildren();
    else if (state.name === 'sending') this.dom.replaceChildren(this.#bar);
    else if (state.name === 'waiting') this.dom.replaceChildren(words(t('attachments.waits')));
    else this.dom.replaceChildren(words(refusalWords(state.refusal, bytes_max)), this.#retry());
  }

  #advance(part: number | null): void {
    this.#bar.setAttribute('aria-label', t('attachments.uploading'));
    if (part === null) this.#bar.removeAttribute('aria-valuenow');
    else this.#bar.setAttribute('aria-valuenow', String(Math.round(part * 100)));
    this.#bar.classList.toggle('is-unknown', part === null);
    this.#bar.style.setProperty('--part', String(part ?? 1));
  }

  #retry(): HTMLButtonElement {
    const { media } = this.#options;
    return button('', t('attachments.retry'), () => void media.retry(this.#id));
  }
}

/** Read out when it changes. */
function words(text: string): HTMLElement {
  const made = element('span', 'media-words', text);
  made.setAttribute('role', 'status');
  return made;
}
