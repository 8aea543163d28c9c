/** A file in a note: its name, what it is, and the way to it. */
import type { Node } from '@tiptap/pm/model';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { MediaError } from '../../../sync/media/media.ts';
import { showToast } from '../../../ui/toast.tsx';
import { button, element, icon, saveAs } from './dom.ts';
import type { MediaOptions } from './media-options.ts';
import { type GetPos, leaveOnEscape } from './node-edit.ts';
import { UploadLine } from './upload-line.ts';
import { sizeWords, typeWord } from './words.ts';

export class FileView implements NodeView {
  readonly dom = element('div', 'media-file');
  readonly #name = element('span', 'media-name');
  readonly #facts = element('span', 'media-facts');
  readonly #download: HTMLButtonElement;
  readonly #upload: UploadLine;
  readonly #options: MediaOptions;
  readonly #life = new AbortController();
  #node: Node;

  constructor(node: Node, view: EditorView, getPos: GetPos, options: MediaOptions) {
    this.#node = node;
    this.#options = options;
    this.#upload = new UploadLine(options, String(node.attrs.attachment_id));
    this.#download = button(t('attachments.download'), icon('download'), () => void this.#save());
    const text = element('span', 'media-text', this.#name, this.#facts);
    this.dom.append(icon('file'), text, this.#download, this.#upload.dom);
    leaveOnEscape(this.dom, view, getPos);
    this.#show();
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type || node.attrs.attachment_id !== this.#node.attrs.attachment_id)
      return false;
    this.#node = node;
    this.#show();
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof Element && event.target.closest('button') !== null;
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    this.#life.abort();
    this.#upload.destroy();
  }

  #show(): void {
    const { size_bytes } = this.#node.attrs;
    this.#name.textContent = this.#title;
    this.#facts.textContent = t('attachments.facts', {
      type: typeWord(this.#title),
      size: sizeWords(size_bytes),
    });
    this.#download.setAttribute('aria-label', t('attachments.downloadNamed', { name: this.#title }));
  }

  get #title(): string {
    return this.#node.attrs.name || t('attachments.file');
  }

  async #save(): Promise<void> {
    const { media, noteId } = this.#options;
    try {
      const id = String(this.#node.attrs.attachment_id);
      saveAs(await media.read({ noteId, id }, this.#life.signal), this.#title);
    } catch (error) {
      if (this.#life.signal.aborted) return;
      const isAbsent = error instanceof MediaError && error.kind === 'absent';
      showToast(t(isAbsent ? 'attachments.absent' : 'attachments.unreachable'));
    }
  }
}
