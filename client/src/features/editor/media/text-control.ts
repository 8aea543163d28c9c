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

/** A field inside a block. What is typed is in the note with each key: what is called saved is all of it. */
export class TextControl {
  readonly dom: HTMLTextAreaElement;
  readonly #options: TextControlOptions;

  constructor(options: TextControlOptions) {
    this.#options = options;
    this.dom = element('textarea', options.className);
    this.dom.rows = 1;
    this.dom.maxLength = options.length_max;
    this.dom.placeholder = options.placeholder;
    this.dom.setAttribute('aria-label', options.label);
    this.dom.addEventListener('input', () => this.#tell());
    this.dom.addEventListener('keydown', (event) => this.#key(event));
  }

  /** What the note says; what is being typed is not disturbed. */
  show(value: string): void {
    if (document.activeElement === this.dom || this.dom.value === value) return;
    this.dom.value = value;
  }

  #tell(): void {
    this.#options.onChange(this.dom.value.replace(/\s*\n\s*/g, ' '));
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.key !== 'Enter') return;
    event.preventDefault();
    this.#options.onDone();
  }
}
