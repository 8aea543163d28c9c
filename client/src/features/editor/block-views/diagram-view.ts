/**
 * The diagram that a block of Mermaid describes: an image below its source, or in place of it. Drawing it is a large
 * library, which comes with the first diagram.
 */
import { t } from '../../../lib/i18n/i18n.ts';
import { make, makeButton, makeIcon } from './dom.ts';

/** While somebody types in the source it is not drawn at every letter. */
const draw_after_ms = 400;

export class DiagramView {
  readonly #dom: HTMLElement;
  readonly #switch = makeButton('', 'code-tool');
  readonly #image = make('img', { class: 'diagram-image', draggable: 'false' });
  readonly #fault = make('p', { class: 'block-fault', role: 'status' });
  readonly #figure = make('div', { class: 'diagram', contenteditable: 'false' }, this.#image, this.#fault);
  #source: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #address = '';
  #isGone = false;

  constructor(dom: HTMLElement, bar: HTMLElement) {
    this.#dom = dom;
    this.#image.hidden = true;
    this.#fault.hidden = true;
    this.#switch.addEventListener('click', () => this.#showSource(dom.dataset.source === 'hidden'));
    bar.prepend(this.#switch);
    dom.append(this.#figure);
    this.#showSource(true);
  }

  show(source: string): void {
    if (source === this.#source) return;
    const isFirst = this.#source === null;
    this.#source = source;
    // Who comes to read sees the diagram; who just made the block sees where to write.
    if (isFirst && source.trim()) this.#showSource(false);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#draw(source), isFirst ? 0 : draw_after_ms);
  }

  destroy(): void {
    this.#isGone = true;
    clearTimeout(this.#timer);
    URL.revokeObjectURL(this.#address);
    this.#switch.remove();
    this.#figure.remove();
    delete this.#dom.dataset.source;
  }

  #showSource(isShown: boolean): void {
    this.#dom.dataset.source = isShown ? 'shown' : 'hidden';
    const label = isShown ? t('blocks.hideSource') : t('blocks.showSource');
    this.#switch.replaceChildren(makeIcon(isShown ? 'diagram' : 'code'));
    this.#switch.setAttribute('aria-label', label);
    this.#switch.dataset.tooltip = label;
  }

  async #draw(source: string): Promise<void> {
    if (!source.trim()) {
      this.#image.hidden = true;
      this.#fault.hidden = true;
      return;
    }
    try {
      const { drawDiagram } = await import('../diagram/draw-diagram.ts');
      const drawn = await drawDiagram(source);
      if (this.#isGone || source !== this.#source) return;
      this.#showImage(drawn.svg, source, drawn.width);
    } catch (cause) {
      if (this.#isGone || source !== this.#source) return;
      this.#showFault(cause);
    }
  }

  /** As an image nothing in it can run or fetch anything. */
  #showImage(svg: string, source: string, width: number): void {
    URL.revokeObjectURL(this.#address);
    this.#address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    this.#image.src = this.#address;
    this.#image.style.width = `${width}px`;
    this.#image.alt = t('blocks.diagramOf', { source: source.slice(0, 200) });
    this.#image.hidden = false;
    this.#fault.hidden = true;
  }

  /** The last image that could be drawn stays. */
  #showFault(cause: unknown): void {
    const [line = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    this.#fault.textContent = t('blocks.diagramFault', { reason: line.slice(0, 300) });
    this.#fault.hidden = false;
    this.#showSource(true);
  }
}
