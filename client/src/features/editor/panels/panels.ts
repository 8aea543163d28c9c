/**
 * The one small panel that may be open over the text: a menu at a block, the field of a formula. Views of blocks ask
 * for it, and the tools (which come later, `tools/block-tools.tsx`) show it.
 */
export type PanelKind = 'callout' | 'language' | 'math' | 'block' | 'table';

export interface Panel {
  kind: PanelKind;
  /** What it opens at, and where the focus goes back to. */
  anchor: HTMLElement;
  /** Where its block begins now; `undefined` when it is gone. */
  position: () => number | undefined;
  /** Opened by a key: then its first choice has the focus. */
  isByKeyboard: boolean;
}

export class Panels {
  #open: Panel | null = null;
  readonly #listeners = new Set<() => void>();

  readonly get = (): Panel | null => this.#open;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  open(panel: Panel): void {
    this.#set(this.#open?.anchor === panel.anchor ? null : panel);
  }

  readonly close = (): void => this.#set(null);

  #set(panel: Panel | null): void {
    this.#open = panel;
    for (const listener of this.#listeners) listener();
  }
}
