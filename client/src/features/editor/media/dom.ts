/** The few elements that blocks with bytes are made of. */

type Icon = 'file' | 'download' | 'expand' | 'close';

/** Strokes in a box of 24, as the app's other icons. */
const paths: Record<Icon, string> = {
  file: 'M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  expand: 'M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5',
  close: 'M6 6l12 12M18 6L6 18',
};

export function icon(name: Icon): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('media-icon');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

export function button(label: string, content: Node | string, run: () => void): HTMLButtonElement {
  const made = element('button', 'media-button', content);
  made.type = 'button';
  if (typeof content !== 'string') {
    made.setAttribute('aria-label', label);
    made.title = label;
  }
  made.addEventListener('click', run);
  return made;
}

/** Saves bytes as a file of that name. */
export function saveAs(blob: Blob, name: string): void {
  const link = element('a', '');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
