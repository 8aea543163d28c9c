/** Small things for views of blocks, which are plain DOM: one React tree a block would be dear in a long note. */

type Child = Node | string;

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A button in a block: not part of the text, and pressing it leaves the selection where it is. */
export function makeButton(label: string, className: string, ...children: Child[]): HTMLButtonElement {
  const button = make(
    'button',
    {
      type: 'button',
      class: className,
      'aria-label': label,
      'data-tooltip': label,
      contenteditable: 'false',
    },
    ...children,
  );
  button.addEventListener('mousedown', (event) => event.preventDefault());
  return button;
}

/** Lines of 24 × 24 units, as the icons around the editor are. */
const icons = {
  chevron: ['M9 6l6 6-6 6'],
  info: ['M12 3a9 9 0 100 18 9 9 0 000-18z', 'M12 11v5', 'M12 8v.01'],
  tip: ['M9 18h6', 'M10 21h4', 'M8.5 15a6 6 0 117 0c-.6.6-1 1.200-1 2h-5c0-.8-.4-1.400-1-2z'],
  warning: ['M12 4L2.500 20h19z', 'M12 10v4', 'M12 17v.01'],
  danger: ['M8 3h8l5 5v8l-5 5H8l-5-5V8z', 'M12 8v5', 'M12 16v.01'],
  copy: ['M9 9h11v11H9z', 'M5 15H4V4h11v1'],
  code: ['M8 7l-5 5 5 5', 'M16 7l5 5-5 5'],
  diagram: ['M4 4h6v5H4z', 'M14 15h6v5h-6z', 'M7 9v8h7'],
  note: ['M6 3h8l4 4v14H6z', 'M14 3v4h4'],
} as const;

export type IconName = keyof typeof icons;

const svg_namespace = 'http://www.w3.org/2000/svg';

export function makeIcon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(svg_namespace, 'svg');
  const attributes = {
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  for (const line of icons[name]) {
    const path = document.createElementNS(svg_namespace, 'path');
    path.setAttribute('d', line);
    svg.append(path);
  }
  return svg;
}
