/**
 * Parts of packages that no browser of ours runs, and that a bundler cannot tell: left out of the build, they save a
 * twentieth of what a visitor fetches before the page is there.
 *
 * - zod's schemas can describe themselves as JSON Schema: the server does that, for its API's description. What is wrong
 *   with an input they say in English: the forms have words of their own (`lib/form-errors.ts`). And every string can
 *   become a string of a format (`z.string().jwt()`), which zod advises against: `z.email()` and its like are used.
 * - react-router gives bundlers its development build, whose warnings nobody reads in production; and in both builds the
 *   parts that nobody imports (forms, scripts of a server) cannot be left out, because they are given a name to be shown
 *   in React's developer tools.
 * - TipTap's extensions say how they are read from Markdown and written as it, in an order of their own: here that is
 *   `shared/src/document/`.
 * - Our own schemas of the API are described, for its documentation.
 * - Lucide's icons carry random keys, for lists that change, and other names by which they were known.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const json_schema = /\/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/;
const english = /\/zod\/v4\/locales\/en\.js$/;
const schemas = /\/zod\/v4\/classic\/schemas\.js$/;
const tiptap = /\/@tiptap\/extension-[\w-]+\/dist\/index\.js$/;
const markdown = /^(parse|render)?[mM]arkdown(TokenName|Tokenizer|Options)?$/;
const icon = /\/lucide-react\/dist\/esm\/icons\/[\w-]+\.mjs$/;
const api = /\/shared\/src\/(api|protocol)\/[\w-]+\.ts$/;
const router = fileURLToPath(import.meta.resolve('react-router')).replace(
  /\/dist\/development\/.*$/,
  '/dist/production/index.mjs',
);
const router_folder = dirname(router);

export function leanPackages(): Plugin {
  return {
    name: 'lean-packages',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id === 'react-router' ? router : null),
    transform(code, id) {
      if (json_schema.test(id)) return { code: refusing(code), map: null };
      if (english.test(id)) return { code: 'export default () => ({});', map: null };
      if (schemas.test(id)) return { code: formless(code), map: null };
      if (icon.test(id)) return { code: keyless(code), map: null };
      if (tiptap.test(id)) return { code: without(code, markdown, this.parse(code)), map: null };
      if (api.test(id)) return { code: undescribed(code, this.parse(code, { lang: 'ts' })), map: null };
      if (id.startsWith(router_folder)) return { code: nameless(code), map: null };
      return null;
    },
  };
}

/** The same exports, which say so should anybody call them. */
function refusing(code: string): string {
  const declared = [...code.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(
    ([, name]) => name,
  );
  const renamed = [...code.matchAll(/^export \{ \w+ as (\w+) \};/gm)].map(([, name]) => name);
  const names = [...declared, ...renamed].map((name) => `refuse as ${name}`);
  return `function refuse() { throw new Error('JSON Schema is left out of this build'); }
export { ${names.join(', ')} };`;
}

/** Without the methods by which a string becomes one of a format. */
function formless(code: string): string {
  return code.replaceAll(
    /^ {4}\w+\(params\) \{\n {8}return this\.check\(core\._\w+\(Zod\w+, params\)\);\n {4}\},\n/gm,
    '',
  );
}

/** Without the names, and what makes the parts is said to have no other effect. */
function nameless(code: string): string {
  return code
    .replaceAll(/^\w+\.displayName = "[^"]*";$/gm, '')
    .replaceAll(/ = (React\d*\.(?:forwardRef|memo|createContext)\()/g, ' = /* @__PURE__ */ $1');
}

function keyless(code: string): string {
  return code.replaceAll(/, key: "\w+"/g, '').replace(/,\n {2}aliases: \[[^\]]*\]/, '');
}

/** Without the properties of these names, in any object that the code writes down. */
function without(code: string, names: RegExp, program: unknown): string {
  const gone: Range[] = [];
  visit(program, (node) => {
    const isGone = node.type === 'Property' && isNode(node.key) && names.test(String(node.key.name));
    if (isGone) gone.push(node);
    return !isGone;
  });
  return gone.reduceRight(
    (left, { start, end }) => left.slice(0, start) + left.slice(end).replace(/^\s*,/, ''),
    code,
  );
}

/** Without `.describe(…)` and `.meta(…)`. */
function undescribed(code: string, program: unknown): string {
  const gone: Range[] = [];
  visit(program, (node) => {
    if (node.type !== 'CallExpression' || !isNode(node.callee) || !isNode(node.callee.property)) return true;
    const { object, property } = node.callee;
    if (isNode(object) && /^(describe|meta)$/.test(String(property.name)))
      gone.push({ start: object.end, end: node.end });
    return true;
  });
  gone.sort((one, other) => one.start - other.start);
  return gone.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), code);
}

interface Range {
  start: number;
  end: number;
}

/** @param look false: not into it */
function visit(node: unknown, look: (node: Node) => boolean): void {
  if (Array.isArray(node)) for (const each of node) visit(each, look);
  else if (isNode(node) && look(node)) for (const each of Object.values(node)) visit(each, look);
}

interface Node extends Range {
  type: string;
  key?: unknown;
  name?: unknown;
  callee?: unknown;
  object?: unknown;
  property?: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
