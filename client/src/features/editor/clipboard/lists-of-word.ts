/**
 * Word copies a list as paragraphs that say in a style of their own which list and level they are of, with the bullet
 * written out before the text. These become lists.
 */
interface Item {
  element: HTMLElement;
  level: number;
  isOrdered: boolean;
  list: string;
}

export function listsOfWord(body: HTMLElement): void {
  let run: Item[] = [];
  for (const element of [...body.querySelectorAll<HTMLElement>('p, h1, h2, h3, h4, h5, h6, div')]) {
    const item = itemOf(element);
    if (!item) continue;
    const before = run.at(-1);
    if (before && before.element.nextElementSibling !== element) {
      makeLists(run);
      run = [];
    }
    run.push(item);
  }
  makeLists(run);
}

function itemOf(element: HTMLElement): Item | null {
  const [, list, level] = /mso-list:\s*(l\d+)\s+level(\d+)/i.exec(element.getAttribute('style') ?? '') ?? [];
  if (!list || !level) return null;
  const marker = element.querySelector('[style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]');
  const sign = marker?.textContent.replace(/\u00a0/g, ' ').trim() ?? '';
  marker?.remove();
  return {
    element,
    list,
    level: Math.min(9, Number(level)),
    isOrdered: /^\(?(?:\d+|[a-z]{1,4})[.)]/i.test(sign),
  };
}

function makeLists(items: readonly Item[]): void {
  const [first] = items;
  if (!first) return;
  const open: { list: Element; level: number }[] = [];
  const top = first.element.ownerDocument.createDocumentFragment();
  const place = first.element.ownerDocument.createComment('');
  first.element.before(place);
  for (const item of items) {
    while (open.length > 0 && (open.at(-1)?.level ?? 0) > item.level) open.pop();
    const present = open.at(-1);
    const name = item.isOrdered ? 'ol' : 'ul';
    if (present?.level === item.level && present.list.localName !== name) open.pop();
    if (open.at(-1)?.level !== item.level) {
      const list = item.element.ownerDocument.createElement(name);
      (open.at(-1)?.list.lastElementChild ?? top).append(list);
      open.push({ list, level: item.level });
    }
    const entry = item.element.ownerDocument.createElement('li');
    const line = item.element.ownerDocument.createElement('p');
    line.append(...item.element.childNodes);
    entry.append(line);
    open.at(-1)?.list.append(entry);
    item.element.remove();
  }
  place.replaceWith(top);
}
