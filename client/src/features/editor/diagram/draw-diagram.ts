/**
 * Mermaid, in files of its own: they come with the first diagram.
 *
 * To measure its texts Mermaid draws in the page, with a `<style>` and `style` attributes, which the page's policy
 * refuses. Both have a form that the policy allows, since they then come from a script of ours and not from text: a
 * constructed style sheet, and the element's style object. So while a diagram is drawn its `<style>` is taken out of
 * the way and adopted, and what it writes as an attribute is set as a property. Where the drawing is text, for
 * Mermaid's own cleaning and for ours, the attribute has another name: parsing it would be refused too. The result is
 * shown as an image, where nothing can run.
 */
import mermaid from 'mermaid';

interface Diagram {
  svg: string;
  /** In pixels, as it was drawn. */
  width: number;
}

const source_length_max = 20_000;
const element_prefix = 'diagram-';
const style_attribute = ' style="';
const inert_attribute = ' data-inert-style="';

mermaid.initialize({
  startOnLoad: false,
  securityLevel: 'strict',
  // The image is on light ground in both themes, as on paper.
  theme: 'neutral',
  fontFamily: 'system-ui, sans-serif',
  maxTextSize: source_length_max,
  suppressErrorRendering: true,
  // Labels in HTML would need a browser to lay them out in the image.
  htmlLabels: false,
  flowchart: { htmlLabels: false },
});

let drawn = 0;
let last: Promise<unknown> = Promise.resolve();

/** One after the other: Mermaid keeps its settings in one place. @throws what is wrong with the source, in words */
export function drawDiagram(source: string): Promise<Diagram> {
  const drawing = last.then(() => draw(source));
  last = drawing.catch(() => {});
  return drawing;
}

async function draw(source: string): Promise<Diagram> {
  const stage = document.createElement('div');
  stage.className = 'diagram-stage';
  stage.setAttribute('aria-hidden', 'true');
  document.body.append(stage);
  const styles = adoptStyles(stage);
  const restore = writeStylesAsProperties();
  try {
    const { svg } = await mermaid.render(`${element_prefix}${++drawn}`, source, stage);
    return finish(svg, styles.text());
  } finally {
    restore();
    styles.remove();
    stage.remove();
  }
}

/** Puts the rules back into the drawing, and gives the image a size. */
function finish(svg: string, rules: string): Diagram {
  const { documentElement: root } = new DOMParser().parseFromString(
    svg.replaceAll('<br>', '<br/>'),
    'image/svg+xml',
  );
  const [, , width = 0, height = 0] = (root.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  root.setAttribute('width', String(width));
  root.setAttribute('height', String(height));
  const drawing = new XMLSerializer().serializeToString(root);
  // As text: as an element the policy would refuse it here too.
  const style = `<style>${rules.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</style>`;
  const styled = drawing.replace('>', () => `>${style}`);
  return { svg: styled.replaceAll(inert_attribute, style_attribute), width: Math.ceil(width) };
}

function adoptStyles(stage: HTMLElement): { text: () => string; remove: () => void } {
  const sheets: CSSStyleSheet[] = [];
  const texts: string[] = [];
  const adopt = (style: HTMLStyleElement) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style.textContent);
    sheets.push(sheet);
    texts.push(style.textContent);
    document.adoptedStyleSheets.push(sheet);
  };
  const observer = new MutationObserver(() => {
    // Before the style is put in, which happens some promises after the drawing's root is.
    for (const svg of stage.querySelectorAll('svg')) {
      if (Object.hasOwn(svg, 'insertBefore')) continue;
      svg.insertBefore = <Child extends Node>(child: Child, before: Node | null): Child => {
        if (child instanceof HTMLStyleElement) adopt(child);
        else Node.prototype.insertBefore.call(svg, child, before);
        return child;
      };
      if (svg.parentElement) readInert(svg.parentElement);
    }
  });
  observer.observe(stage, { childList: true, subtree: true });
  return {
    text: () => texts.join('\n'),
    remove: () => {
      observer.disconnect();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet));
    },
  };
}

function readInert(holder: Element): void {
  const { get } = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML') ?? {};
  Object.defineProperty(holder, 'innerHTML', {
    get: () => String(get?.call(holder)).replaceAll(style_attribute, inert_attribute),
  });
}

/** The same effect for whoever else sets a style meanwhile. */
function writeStylesAsProperties(): () => void {
  const { setAttribute } = Element.prototype;
  Element.prototype.setAttribute = function (this: Element, name: string, value: string) {
    if (name === 'style' && (this instanceof HTMLElement || this instanceof SVGElement)) {
      this.style.cssText = value;
    } else {
      setAttribute.call(this, name, value);
    }
  };
  return () => {
    Element.prototype.setAttribute = setAttribute;
  };
}
