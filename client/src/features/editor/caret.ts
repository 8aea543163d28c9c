/**
 * Carets of others. The name is in an attribute and drawn by CSS, so that it is no text of the note: it is in no
 * selection, no copy, no search and no test of what the note says.
 */
import type { DecorationAttrs } from '@tiptap/pm/view';
import type { Awareness } from 'y-protocols/awareness';

export function renderCaret(user: Record<string, unknown>): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'remote-caret';
  caret.dataset.name = String(user.name ?? '');
  caret.dataset.person = String(user.id ?? '');
  caret.style.setProperty('--person', String(user.color));
  caret.setAttribute('aria-hidden', 'true');
  return caret;
}

export function renderSelection(user: Record<string, unknown>): DecorationAttrs {
  return { class: 'remote-selection', style: `--person: ${String(user.color)}` };
}

/**
 * The name fades 2 s after the person last did something: a CSS animation, begun anew with each sign of life. The caret
 * element itself is often kept while text around it changes, so drawing it again is not enough.
 */
export function showNamesOnActivity(awareness: Awareness, root: HTMLElement): () => void {
  const onChange = ({ added, updated }: { added: number[]; updated: number[] }) => {
    for (const client of [...added, ...updated]) {
      const user: unknown = awareness.getStates().get(client)?.user;
      if (client === awareness.clientID || !isPerson(user)) continue;
      const carets = root.querySelectorAll(`.remote-caret[data-person="${CSS.escape(user.id)}"]`);
      for (const caret of carets) restart(caret);
    }
  };
  awareness.on('change', onChange);
  return () => awareness.off('change', onChange);
}

function restart(caret: Element): void {
  for (const animation of caret.getAnimations({ subtree: true })) {
    animation.cancel();
    animation.play();
  }
}

function isPerson(user: unknown): user is { id: string } {
  return typeof user === 'object' && user !== null && 'id' in user && typeof user.id === 'string';
}
