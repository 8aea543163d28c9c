/** A person types on at once; what opens is fetched first. */

export interface WaitingKeys {
  /** Ends it: what was typed since. The same each time. */
  take: () => string;
  /** Where the person was before. */
  cameFrom: HTMLElement | null;
}

/** From now on what is typed is kept, instead of going where the focus happens to be. */
export function keepTyping(): WaitingKeys {
  const { activeElement } = document;
  const cameFrom = activeElement instanceof HTMLElement ? activeElement : null;
  const life = new AbortController();
  let typed = '';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key.length === 1) typed += event.key;
    else if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  cameFrom?.blur();
  document.addEventListener('keydown', onKeyDown, { capture: true, signal: life.signal });
  return {
    cameFrom,
    take() {
      life.abort();
      return typed;
    },
  };
}
