/**
 * Parts of packages that no browser of ours runs, and that a bundler cannot tell: left out of the build, they save a
 * twentieth of what a visitor fetches before the page is there.
 *
 * - zod's schemas can describe themselves as JSON Schema: the server does that, for its API's description.
 * - react-router gives bundlers its development build, whose warnings nobody reads in production.
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const json_schema = /\/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/;
const router = fileURLToPath(import.meta.resolve('react-router')).replace(
  /\/dist\/development\/.*$/,
  '/dist/production/index.mjs',
);

export function leanPackages(): Plugin {
  return {
    name: 'lean-packages',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id === 'react-router' ? router : null),
    transform: (code, id) => (json_schema.test(id) ? { code: refusing(code), map: null } : null),
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
