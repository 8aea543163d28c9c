import { element } from './dom.ts';

interface TextControlOptions {
  className: string;
  label: string;
  placeholder: string;
  length_max: number;
  onChange: (value: string) => void;
  /** Enter. */
  onDone: () => void;
}

const settle_ms = 400;

/** A field inside a block. What is typed is in the note after a moment, and at once when it is left. */
export class TextControl {
  readonly dom: HTMLTextAreaElement;
  readonly #options: TextControlOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: TextControlOptions) {
    this.#options = options;
    this.dom = element('textarea', options.className);
    this.dom.rows = 1;
    this.dom.maxLength = options.length_max;
    this.dom.placeholder = options.placeholder;
    this.dom.setAttribute('aria-label', options.label);
    this.dom.addEventListener('input', () => this.#later());
    this.dom.addEventListener('blur', () => this.#now());
    this.dom.addEventListener('keydown', (event) => this.#key(event));
  }

  /** What the note says; what is being typed is not disturbed. */
  show(value: string): void {
    if (document.activeElement === this.dom || this.dom.value === value) return;
    this.dom.value = value;
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#now(), settle_ms);
  }

  #now(): void {
    clearTimeout(this.#timer);
    this.#options.onChange(this.dom.value.replace(/\s*\n\s*/g, ' '));
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.key !== 'Enter') return;
    event.preventDefault();
    this.#now();
    this.#options.onDone();
  }
}
