/**
 * What is pasted while the code that understands it is still on its way waits for it, and is pasted then; when that code
 * cannot be had, as ProseMirror pastes. @returns ends it
 */
export function holdPastes(text: HTMLElement, code: Promise<unknown>): () => void {
  const held: DataTransfer[] = [];
  const hold = (event: ClipboardEvent) => {
    if (!event.clipboardData) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.push(copyOf(event.clipboardData));
  };
  const end = () => text.removeEventListener('paste', hold, { capture: true });
  const goOn = () => {
    end();
    for (const clipboardData of held.splice(0)) {
      text.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }
  };
  text.addEventListener('paste', hold, { capture: true });
  code.then(goOn, goOn);
  return () => {
    held.length = 0;
    end();
  };
}

/** The event's own is empty as soon as the event is over. */
function copyOf(data: DataTransfer): DataTransfer {
  const copy = new DataTransfer();
  for (const type of data.types) if (type !== 'Files') copy.setData(type, data.getData(type));
  for (const file of data.files) copy.items.add(file);
  return copy;
}
