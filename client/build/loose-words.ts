/**
 * Finds words for people that stand in the code instead of in `src/lib/i18n`: text in JSX, and plain strings where a
 * person reads them (names, titles, labels, toasts). What `t()` is given is a message's id, and is left alone.
 */
import { parseAst } from 'vite';

/** Attributes and properties whose value is read by a person, or read out to them. */
const spoken = new Set([
  ...['alt', 'aria-description', 'aria-label', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext'],
  ...['ariaLabel', 'data-placeholder', 'data-tooltip', 'description', 'heading', 'hint', 'label', 'lead'],
  ...['placeholder', 'sending', 'text', 'textContent', 'title', 'tooltip'],
]);

/** Functions whose first or second argument is read by a person. */
const speaking = new Set(['alert', 'confirm', 'copyText', 'showToast', 'useDocumentTitle']);

/** The same in every language. */
const product_name = 'Scriptorium';

export interface LooseWords {
  line: number;
  text: string;
}

interface Node {
  type: string;
  start: number;
  [field: string]: unknown;
}

export function findLooseWords(code: string): LooseWords[] {
  const found: LooseWords[] = [];
  const report = (node: Node, text: string) => {
    if (!isWords(text)) return;
    found.push({ line: code.slice(0, node.start).split('\n').length, text: text.trim() });
  };
  walk(parseAst(code, { lang: 'tsx' }) as unknown as Node, (node) => {
    if (node.type === 'JSXText') report(node, String(node.value));
    for (const value of spokenIn(node)) walk(value, (inner) => lookAt(inner, report));
    return true;
  });
  return found;
}

/** @returns whether what is below may be words, too */
function lookAt(node: Node, report: (node: Node, text: string) => void): boolean {
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'string') report(node, node.value);
      return false;
    case 'TemplateElement':
      report(node, (node.value as { cooked: string }).cooked);
      return false;
    // What a function is given is an id, a name of something; those that speak are found as themselves.
    case 'CallExpression':
      return false;
    case 'BinaryExpression':
      return node.operator === '+';
    // Of a choice only what is chosen is shown, not what it depends on.
    case 'ConditionalExpression':
      for (const shown of nodes([node.consequent, node.alternate]))
        walk(shown, (each) => lookAt(each, report));
      return false;
    case 'LogicalExpression':
      for (const shown of nodes(node.operator === '&&' ? node.right : [node.left, node.right])) {
        walk(shown, (each) => lookAt(each, report));
      }
      return false;
    // What is nested deeper is looked at as itself; a member's name is not shown.
    default:
      return !['ArrowFunctionExpression', 'JSXElement', 'MemberExpression', 'ObjectExpression'].includes(
        node.type,
      );
  }
}

/** The values below `node` that a person reads. */
function spokenIn(node: Node): Node[] {
  if (node.type === 'JSXAttribute') return spoken.has(nameOf(node.name)) ? nodes(node.value) : [];
  if (node.type === 'Property') return spoken.has(nameOf(node.key)) ? nodes(node.value) : [];
  if (node.type === 'CallExpression') {
    return speaking.has(nameOf(node.callee)) ? nodes(node.arguments) : [];
  }
  // `{isOpen ? 'Close' : 'Open'}` between tags.
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
    return nodes(node.children).filter(({ type }) => type === 'JSXExpressionContainer');
  }
  if (node.type === 'AssignmentExpression') {
    const left = node.left as Node;
    return left.type === 'MemberExpression' && spoken.has(nameOf(left.property)) ? nodes(node.right) : [];
  }
  return [];
}

/** `visit` returns false where it has seen enough. */
function walk(node: Node, visit: (node: Node) => boolean): void {
  if (!visit(node)) return;
  for (const value of Object.values(node)) for (const child of nodes(value)) walk(child, visit);
}

function nodes(value: unknown): Node[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'object' && each !== null && 'type' in each);
}

function nameOf(node: unknown): string {
  const { name, value } = (node ?? {}) as { name?: unknown; value?: unknown };
  return String(name ?? value ?? '');
}

/** Two letters in a row: not a symbol, a key or a single letter; nor an address, nor a message's id. */
function isWords(text: string): boolean {
  if (/^\s*(https?:|\/)/.test(text) || /^[a-z]+(\.\w+)+$/.test(text)) return false;
  return /\p{L}{2}/u.test(text.replaceAll(product_name, ''));
}
