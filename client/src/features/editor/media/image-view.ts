/** An image in a note: the picture, its width, its words; plain DOM, like everything that there may be hundreds of. */
import { readWords } from '@scriptorium/shared/document/nodes/attached.ts';
import type { Node } from '@tiptap/pm/model';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { Bytes } from './bytes.ts';
import { button, element, icon, saveAs } from './dom.ts';
import { showLarge } from './lightbox.ts';
import type { MediaOptions } from './media-options.ts';
import { type GetPos, leaveBlock, leaveOnEscape, setAttribute } from './node-edit.ts';
import { TextControl } from './text-control.ts';
import { UploadLine } from './upload-line.ts';
import { showWidth, widthHandle } from './width-handle.ts';

const words_length_max = 2_000;

export class ImageView implements NodeView {
  readonly dom = element('figure', 'media-image');
  readonly #view: EditorView;
  readonly #getPos: GetPos;
  readonly #frame = element('div', 'media-frame');
  readonly #image = element('img', 'media-picture');
  readonly #notice = element('div', 'media-notice');
  readonly #handle: HTMLElement;
  readonly #caption: TextControl;
  readonly #alt: TextControl;
  readonly #upload: UploadLine;
  readonly #bytes: Bytes;
  #node: Node;

  constructor(node: Node, view: EditorView, getPos: GetPos, options: MediaOptions) {
    this.#node = node;
    this.#view = view;
    this.#getPos = getPos;
    const id = String(node.attrs.attachment_id);
    this.#bytes = new Bytes(options.media, { noteId: options.noteId, id }, () => this.#showBytes());
    this.#upload = new UploadLine(options, id);
    this.#caption = this.#control('caption', t('attachments.caption'), t('attachments.captionHint'));
    this.#alt = this.#control('alt', t('attachments.alt'), t('attachments.altHint'));
    this.#handle = this.#widthHandle('end');
    this.#image.draggable = false;
    this.#image.addEventListener('dblclick', () => this.#enlarge());
    this.#image.addEventListener('click', () => !view.editable && this.#enlarge());
    this.#frame.append(this.#image, this.#notice, this.#tools(), this.#widthHandle('start'), this.#handle);
    this.dom.append(this.#frame, this.#upload.dom, this.#alt.dom, this.#caption.dom);
    leaveOnEscape(this.dom, view, getPos);
    this.dom.addEventListener('focusin', () => this.#guardDrag(true));
    this.dom.addEventListener('focusout', () => this.#guardDrag(false));
    this.#show();
    this.#showBytes();
    this.#bytes.whenNear(this.dom);
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type || node.attrs.attachment_id !== this.#node.attrs.attachment_id)
      return false;
    this.#node = node;
    this.#show();
    return true;
  }

  /** What happens in the controls is theirs; the picture is selected and dragged as any block. */
  stopEvent(event: Event): boolean {
    return (
      event.target instanceof Element && event.target.closest('textarea, button, .media-handle') !== null
    );
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    this.#bytes.destroy();
    this.#upload.destroy();
  }

  #show(): void {
    const { alt, caption, width, name, pixels_wide, pixels_high } = this.#node.attrs;
    this.#preview(width);
    this.#frame.style.aspectRatio = pixels_wide && pixels_high ? `${pixels_wide} / ${pixels_high}` : 'auto';
    this.#image.alt = alt || name || t('attachments.image');
    this.#caption.show(caption);
    this.#alt.show(alt);
    this.#guardWords();
    this.dom.classList.toggle('has-caption', caption !== '');
    this.dom.classList.toggle('has-alt', alt !== '');
  }

  #showBytes(): void {
    const { state, url } = this.#bytes;
    this.dom.dataset.bytes = state;
    if (state === 'here') this.#image.src = url;
    this.#image.hidden = state !== 'here';
    const words = {
      waiting: '',
      here: '',
      absent: t('attachments.absent'),
      unreachable: t('attachments.unreachable'),
    };
    this.#notice.textContent = words[state];
  }

  #preview(width: number): void {
    this.#frame.style.width = `${width}%`;
    showWidth(this.#handle, width);
  }

  #widthHandle(side: 'start' | 'end'): HTMLElement {
    return widthHandle(side, {
      frame: this.#frame,
      width: () => this.#node.attrs.width,
      onPreview: (width) => this.#preview(width),
      onChange: (width) => setAttribute(this.#view, this.#getPos, 'width', width),
    });
  }

  #control(attribute: 'caption' | 'alt', label: string, placeholder: string): TextControl {
    return new TextControl({
      className: `media-field media-${attribute}`,
      label,
      placeholder,
      length_max: words_length_max,
      onChange: (value) => setAttribute(this.#view, this.#getPos, attribute, readWords(value) ?? ''),
      onDone: () => leaveBlock(this.#view, this.#getPos),
    });
  }

  #tools(): HTMLElement {
    const alt = button(t('attachments.alt'), t('attachments.altShort'), () => {
      this.dom.classList.add('is-describing');
      this.#alt.dom.focus();
    });
    alt.classList.add('media-alt-button');
    alt.setAttribute('aria-label', t('attachments.alt'));
    this.#alt.dom.addEventListener('blur', () => this.dom.classList.remove('is-describing'));
    return element(
      'div',
      'media-tools',
      alt,
      button(t('attachments.enlarge'), icon('expand'), () => this.#enlarge()),
      button(t('attachments.download'), icon('download'), () => this.#save()),
    );
  }

  #enlarge(): void {
    if (this.#bytes.state === 'here') showLarge(this.#bytes.url, this.#image.alt);
  }

  #save(): void {
    if (this.#bytes.blob) saveAs(this.#bytes.blob, this.#node.attrs.name || t('attachments.image'));
  }

  /** In a draggable element no text can be selected with the mouse. */
  #guardDrag(hasFocus: boolean): void {
    this.dom.draggable = !hasFocus;
    this.#guardWords();
  }

  /** Who may only read changes nothing. */
  #guardWords(): void {
    for (const field of [this.#caption.dom, this.#alt.dom]) field.readOnly = !this.#view.editable;
  }
}
