/**
 * HTML from elsewhere, made plain enough for the schema to read what it means. It is parsed into a document of its own,
 * in which nothing runs and nothing is fetched; only what the schema knows is taken from it afterwards, so this decides
 * what is kept of the meaning, not what is safe.
 */
import { isSafeAddress } from '@scriptorium/shared/document/safe-values.ts';
import { listsOfWord } from './lists-of-word.ts';

export interface Pictures {
  /** Their bytes were in the HTML. */
  files: File[];
  /** How many are on the disk of whoever copied, or too large. */
  lost: number;
}

const junk =
  'style, script, meta, link, title, xml, object, iframe, template, head, noscript, input[type="hidden"]';
const kept = [
  'href',
  'src',
  'alt',
  'colspan',
  'rowspan',
  'start',
  'type',
  'data-type',
  'data-checked',
  'data-latex',
];
const data_picture_length_max = 30_000_000;

export function cleanHtml(html: string): { html: string; pictures: Pictures } {
  const pictures: Pictures = { files: [], lost: 0 };
  // ProseMirror's own says exactly what it is.
  if (html.includes('data-pm-slice')) return { html, pictures };
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of body.querySelectorAll(junk)) element.remove();
  removeComments(body);
  listsOfWord(body);
  unwrap(body, 'b[id^="docs-internal-guid"], o\\:p, font, center');
  for (const line of body.querySelectorAll('p.MsoTitle')) rename(line, 'h1');
  for (const line of body.querySelectorAll('p.MsoQuote, p.MsoIntenseQuote')) rename(line, 'blockquote');
  formulas(body);
  nestLists(body);
  taskLists(body);
  for (const element of body.querySelectorAll('pre')) codeOf(element);
  for (const element of body.querySelectorAll<HTMLElement>('[style]')) stylesToMarks(element);
  for (const image of body.querySelectorAll('img')) picture(image, pictures);
  dropEmptyLines(body);
  for (const element of body.querySelectorAll('*')) dropAttributes(element);
  return { html: body.innerHTML, pictures };
}

function removeComments(body: HTMLElement): void {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}

function unwrap(body: HTMLElement, selector: string): void {
  for (const element of body.querySelectorAll(selector)) element.replaceWith(...element.childNodes);
}

function rename(element: Element, name: string): void {
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

/** What looks bold is bold, whatever it is made of; colours, sizes and fonts are the other place's. */
function stylesToMarks(element: HTMLElement): void {
  const style = styleOf(element);
  const decoration = `${style.textDecoration} ${style.textDecorationLine}`;
  const weight = style.fontWeight === 'bold' ? 700 : Number(style.fontWeight || Number.NaN);
  // A `<b>` that says it is not bold.
  if (weight < 600 && element.matches('b, strong')) {
    element.replaceWith(...element.childNodes);
    return;
  }
  const isLine = element.matches('span, a, p');
  const isHeading = element.closest('h1, h2, h3, h4, h5, h6, th') !== null;
  if (!isLine) return;
  if (weight >= 600 && !isHeading) wrapInside(element, 'strong');
  if (style.fontStyle === 'italic') wrapInside(element, 'em');
  if (decoration.includes('line-through')) wrapInside(element, 's');
  if (decoration.includes('underline') && !element.closest('a') && !element.querySelector('a')) {
    wrapInside(element, 'u');
  }
  if (style.verticalAlign === 'super') wrapInside(element, 'sup');
  if (style.verticalAlign === 'sub') wrapInside(element, 'sub');
}

/** The page's policy leaves the styles of parsed HTML out; read one by one they are just words. */
function styleOf(element: Element): CSSStyleDeclaration {
  const { style } = document.createElement('span');
  style.cssText = element.getAttribute('style') ?? '';
  return style;
}

function wrapInside(element: Element, name: string): void {
  const mark = element.ownerDocument.createElement(name);
  mark.append(...element.childNodes);
  element.append(mark);
}

/** Google Docs puts a list into a list, not into the item above. */
function nestLists(body: HTMLElement): void {
  for (const list of body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) {
    const item = list.previousElementSibling;
    if (item?.localName === 'li') item.append(list);
  }
}

function taskLists(body: HTMLElement): void {
  for (const list of body.querySelectorAll('ul')) {
    const items = [...list.children].filter(({ localName }) => localName === 'li');
    const states = items.map(checkedState);
    if (items.length === 0 || states.some((state) => state === null)) continue;
    list.setAttribute('data-type', 'taskList');
    for (const [index, item] of items.entries()) {
      item.setAttribute('data-type', 'taskItem');
      item.setAttribute('data-checked', String(states[index]));
      item.querySelector(':scope > input, :scope > p > input, :scope > label > input')?.remove();
      // Google Docs draws the box as a picture.
      for (const box of item.querySelectorAll(':scope > img[aria-roledescription]')) box.remove();
    }
  }
}

function checkedState(item: Element): boolean | null {
  if (item.getAttribute('role') === 'checkbox') return item.getAttribute('aria-checked') === 'true';
  const box = item.querySelector<HTMLInputElement>(
    ':scope > input, :scope > p > input, :scope > label > input',
  );
  return box?.type === 'checkbox' ? box.checked : null;
}

/** The text of a `<pre>`, whatever colours it has, with the language of its class. */
function codeOf(element: Element): void {
  const names = [element, ...element.querySelectorAll('code')].map(({ className }) => className).join(' ');
  const [, language] = /(?:language-|lang-|brush:\s*)([\w+#.-]{1,40})/.exec(names) ?? [];
  const code = element.ownerDocument.createElement('code');
  if (language) code.className = `language-${language}`;
  code.textContent = element.textContent;
  element.replaceChildren(code);
}

/** KaTeX and MathJax keep what was written beside what they drew. */
function formulas(body: HTMLElement): void {
  for (const source of body.querySelectorAll('annotation[encoding="application/x-tex"]')) {
    const drawn = source.closest('.katex-display, .katex, mjx-container, math');
    if (!drawn) continue;
    const isBlock = drawn.matches('.katex-display, [display="block"], [display="true"]');
    const formula = body.ownerDocument.createElement(isBlock ? 'div' : 'span');
    formula.dataset.type = isBlock ? 'blockMath' : 'inlineMath';
    formula.dataset.latex = source.textContent.trim();
    drawn.replaceWith(formula);
  }
}

function picture(image: HTMLImageElement, pictures: Pictures): void {
  const src = image.getAttribute('src') ?? '';
  const file = src.startsWith('data:') ? fileOf(src, image.alt) : null;
  const isElsewhere = /^https?:/i.test(src) && isSafeAddress(src);
  if (file) pictures.files.push(file);
  else if (!isElsewhere) pictures.lost += 1;
  image.replaceWith(...(isElsewhere ? [linkTo(image, src)] : []));
}

/** A note fetches nothing from elsewhere: the picture is one click away. */
function linkTo(image: HTMLImageElement, src: string): Element | string {
  if (image.closest('a')) return image.alt;
  const link = image.ownerDocument.createElement('a');
  link.setAttribute('href', src);
  link.textContent = image.alt || src;
  return link;
}

function fileOf(address: string, alt: string): File | null {
  const [, media_type = '', data = ''] =
    /^data:(image\/(?:png|jpeg|gif|webp|avif));base64,(.*)$/s.exec(address) ?? [];
  if (data === '' || data.length > data_picture_length_max) return null;
  try {
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    const name = `${
      alt
        .slice(0, 60)
        .replace(/[\\/:]/g, ' ')
        .trim() || 'image'
    }.${media_type.slice('image/'.length)}`;
    return new File([bytes], name, { type: media_type });
  } catch {
    return null;
  }
}

/** Word and Google Docs space their paragraphs with empty ones; here each stands apart by itself. */
function dropEmptyLines(body: HTMLElement): void {
  for (const line of body.querySelectorAll(':scope > br, :scope > div > br, br.Apple-interchange-newline')) {
    if (!isText(line.previousSibling) && !isText(line.nextSibling)) line.remove();
  }
  for (const line of body.querySelectorAll(':scope > p, :scope > div > p')) {
    if (line.textContent.trim() === '' && line.childElementCount === line.querySelectorAll('span, br').length)
      line.remove();
  }
}

function isText(node: Node | null): boolean {
  return node?.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '';
}

function dropAttributes(element: Element): void {
  for (const { name } of [...element.attributes]) {
    const isLanguage = name === 'class' && element.parentElement?.localName === 'pre';
    if (!kept.includes(name) && !isLanguage) element.removeAttribute(name);
  }
}
