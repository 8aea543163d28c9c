/** Plants a violation of every line of the import order, and a legal twin beside it, and lints them for real. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Finding, lintPlanted } from './lint-planted.ts';

/** File, and what it imports. */
type Import = [file: string, specifier: string];

const refused: Import[] = [
  ['server/src/platform/a.ts', '../auth/sessions.ts'],
  ['server/src/platform/a.ts', '../access/roles.ts'],
  ['server/src/platform/a.ts', '../notes/queries.ts'],
  ['server/src/platform/a.ts', '../admin/routes.ts'],
  ['server/src/platform/a.ts', '../app.ts'],
  ['server/src/platform/a.ts', '../main.ts'],
  ['server/src/platform/http/a.ts', '../../documents/log.ts'],
  ['server/src/platform/a.test.ts', '../sync/limits.ts'],
  ['server/src/auth/a.ts', '../access/roles.ts'],
  ['server/src/auth/a.ts', '../search/queries.ts'],
  ['server/src/access/a.ts', '../notes/queries.ts'],
  ['server/src/access/a.ts', '../documents/log.ts'],
  ['server/src/notes/a.ts', '../documents/log.ts'],
  ['server/src/notes/a.ts', '../sync/limits.ts'],
  ['server/src/documents/a.ts', '../notes/queries.ts'],
  ['server/src/documents/a.ts', '../history/routes.ts'],
  ['server/src/documents/a.ts', '../app.ts'],
  ['server/src/sync/a.ts', '../history/routes.ts'],
  ['server/src/history/a.ts', '../search/queries.ts'],
  ['server/src/search/a.ts', '../attachments/routes.ts'],
  ['server/src/comments/a.ts', '../search/texts.ts'],
  ['server/src/search/a.ts', '../comments/rows.ts'],
  ['server/src/notifications/a.ts', '../search/texts.ts'],
  ['server/src/sync/a.ts', '../notifications/list.ts'],
  ['server/src/notes/a.ts', '../notifications/list.ts'],
  ['server/src/attachments/a.ts', '../sharing/routes.ts'],
  ['server/src/sharing/a.ts', '../attachments/read.ts'],
  ['server/src/attachments/a.ts', '../transfer/routes.ts'],
  ['server/src/transfer/a.ts', '../admin/routes.ts'],
  ['server/src/admin/a.ts', '../sync/limits.ts'],
  ['server/src/sync/a.ts', '../app.ts'],
  ['server/src/notes/a.ts', '../welcome-note.ts'],
  ['server/src/app.ts', './main.ts'],
  ['server/src/welcome-note.ts', './main.ts'],
  // Other ways to write the same import.
  ['server/src/sync/a.ts', './../history/routes.ts'],
  ['server/src/sync/a.ts', './limits/../../history/routes.ts'],
  ['server/src/sync/a.ts', '../../src/history/routes.ts'],
  ['server/src/sync/a.ts', '../../../server/src/history/routes.ts'],
  ['server/src/sync/a.ts', '@scriptorium/server/src/history/routes.ts'],
  ['server/src/app.ts', '@scriptorium/server/src/history/routes.ts'],
  // The server and the rest of the world.
  ['server/src/notes/a.ts', '@scriptorium/client/src/lib/api.ts'],
  ['server/src/main.ts', '../../client/src/lib/api.ts'],
  ['server/src/notes/a.ts', '../../../shared/src/permissions.ts'],
  ['server/src/platform/a.ts', 'react'],
  ['server/src/sync/a.ts', 'react-dom/server'],
  ['server/src/documents/a.ts', '@tiptap/react'],

  ['client/src/ui/a.tsx', '../lib/api.ts'],
  ['client/src/ui/a.tsx', '../sync/replica.ts'],
  ['client/src/ui/a.tsx', '../features/notes/note-list.tsx'],
  ['client/src/ui/a.tsx', '../app/routes.tsx'],
  ['client/src/lib/a.ts', '../ui/button.tsx'],
  ['client/src/lib/a.ts', '../sync/replica.ts'],
  ['client/src/lib/a.ts', '../main.tsx'],
  ['client/src/sync/a.ts', '../features/editor/editor.tsx'],
  ['client/src/sync/a.ts', '../app/routes.tsx'],
  ['client/src/sync/a.ts', 'react'],
  ['client/src/features/notes/a.tsx', '../editor/editor.tsx'],
  ['client/src/features/notes/a.tsx', './../editor/editor.tsx'],
  ['client/src/features/palette/a.tsx', '../notes/note-list.tsx'],
  ['client/src/features/notes/a.tsx', '../palette/palette.tsx'],
  ['client/src/features/notes/list/a.tsx', '../../editor/editor.tsx'],
  ['client/src/features/notes/list/rows/a.tsx', '../../../editor/editor.tsx'],
  ['client/src/features/notes/a.tsx', '../../features/editor/editor.tsx'],
  ['client/src/features/notes/a.tsx', '../../app/routes.tsx'],
  ['client/src/features/notes/a.test.ts', '../editor/editor.tsx'],
  ['client/src/features/queue/a.tsx', '../notes/note-list.tsx'],
  ['client/src/features/comments/a.tsx', '../editor/make-editor.ts'],
  ['client/src/features/editor/a.tsx', '../comments/note-comments.tsx'],
  ['client/src/sw/a.ts', '../lib/storage.ts'],
  ['client/src/app/a.tsx', '../main.tsx'],
  ['client/src/main.tsx', './features/notes/note-list.tsx'],
  ['client/src/main.tsx', './lib/api.ts'],
  ['client/src/lib/a.ts', '@scriptorium/server/src/platform/config.ts'],
  ['client/src/app/a.tsx', '../../../server/src/platform/config.ts'],
  ['client/src/sync/a.ts', '../../../shared/src/permissions.ts'],
  ['client/src/features/notes/a.tsx', '@scriptorium/client/src/features/editor/editor.tsx'],
  ['client/src/lib/a.ts', 'node:fs'],
  ['client/src/lib/a.ts', 'fs'],

  ['shared/src/a.ts', '@scriptorium/server/src/platform/config.ts'],
  ['shared/src/a.ts', '../../client/src/lib/api.ts'],
  ['shared/src/document/a.ts', '../../../server/src/platform/config.ts'],
  ['shared/src/a.ts', 'node:crypto'],
  ['shared/src/a.ts', 'crypto'],
  ['shared/src/a.ts', 'react'],
];

const accepted: Import[] = [
  ['server/src/platform/a.ts', './config.ts'],
  ['server/src/platform/http/a.ts', '../config.ts'],
  ['server/src/platform/a.ts', 'node:fs'],
  ['server/src/platform/a.ts', '@scriptorium/shared/api/errors.ts'],
  ['server/src/platform/a.test.ts', '../../test/database.ts'],
  ['server/src/auth/a.ts', '../platform/db.ts'],
  ['server/src/auth/a.ts', 'better-auth/plugins/access'],
  ['server/src/access/a.ts', '../auth/sessions.ts'],
  ['server/src/notes/a.ts', '../access/roles.ts'],
  ['server/src/documents/a.ts', '../access/roles.ts'],
  ['server/src/sync/a.ts', '../documents/log.ts'],
  ['server/src/sync/doors/a.ts', '../../notes/queries.ts'],
  ['server/src/comments/a.ts', '../access/notify.ts'],
  ['server/src/admin/a.ts', './routes.ts'],
  ['server/src/app.ts', './history/routes.ts'],
  ['server/src/main.ts', './app.ts'],
  ['server/test/a.ts', '../src/app.ts'],
  ['server/test/a.ts', '../src/history/routes.ts'],

  ['client/src/ui/a.tsx', './button.tsx'],
  ['client/src/ui/a.tsx', 'react'],
  ['client/src/ui/a.tsx', '../lib/i18n/i18n.ts'],
  ['client/src/lib/a.ts', '@scriptorium/shared/api/errors.ts'],
  ['client/src/sync/a.ts', '../lib/api.ts'],
  ['client/src/features/notes/a.tsx', '../../sync/replica.ts'],
  ['client/src/features/notes/a.tsx', './note-list.tsx'],
  ['client/src/features/notes/list/a.tsx', '../note-list.tsx'],
  ['client/src/features/notes/list/a.tsx', '../../../lib/search/match.ts'],
  ['client/src/app/a.tsx', '../features/notes/note-list.tsx'],
  ['client/src/main.tsx', './app/app.tsx'],

  ['shared/src/document/a.ts', '../permissions.ts'],
  ['shared/src/document/a.ts', '@tiptap/core'],
];

/** One planted file per path, one import a line: a finding's line tells which import it is about. */
function plant(cases: Import[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const [file, specifiers] of specifiersByFile(cases)) {
    const imports = specifiers.map(
      (specifier, line) => `import { thing as thing${line} } from '${specifier}';`,
    );
    const uses = specifiers.map((_, line) => `thing${line}`);
    files.set(file, `${imports.join('\n')}\n\nexport const used = [${uses.join(', ')}];\n`);
  }
  return files;
}

function specifiersByFile(cases: Import[]): Map<string, string[]> {
  const specifiers = new Map<string, string[]>();
  for (const [file, specifier] of cases) specifiers.set(file, [...(specifiers.get(file) ?? []), specifier]);
  return specifiers;
}

describe('the import order', () => {
  let findings: { refused: Map<string, Finding[]>; accepted: Map<string, Finding[]> };

  beforeAll(async () => {
    findings = {
      refused: await lintPlanted(plant(refused)),
      accepted: await lintPlanted(plant(accepted)),
    };
  });

  function rulesAgainst(verdict: 'refused' | 'accepted', [file, specifier]: Import): string[] {
    const cases = verdict === 'refused' ? refused : accepted;
    const line = (specifiersByFile(cases).get(file) ?? []).indexOf(specifier) + 1;
    const found = findings[verdict].get(file) ?? [];
    return found.filter((finding) => finding.line === line).map((finding) => finding.rule);
  }

  test.each(refused)('refuses that %s imports %s', (...each) => {
    const bareNodeModule = ['fs', 'crypto'].includes(each[1]);
    const rule = bareNodeModule ? 'lint/correctness/noNodejsModules' : 'lint/style/noRestrictedImports';
    expect(rulesAgainst('refused', each)).toContain(rule);
  });

  test.each(accepted)('lets %s import %s', (...each) => {
    expect(rulesAgainst('accepted', each)).toEqual([]);
  });
});

describe('every folder has its place in scripts/lint/import-order.json', () => {
  const root = join(import.meta.dirname, '../..');
  const order = readFileSync(join(import.meta.dirname, 'import-order.json'), 'utf8');

  test.each(['server/src', 'client/src'])('in %s', (parent) => {
    const homeless = folders(join(root, parent)).filter((name) => !order.includes(`"${parent}/${name}/**"`));
    expect(homeless).toEqual([]);
  });

  test('and every file directly in server/src', () => {
    const above = /\{\.\.,\.\/\.\.\}\/\*\*\/\{([a-z,-]+)\}\.ts/.exec(order)?.[1]?.split(',') ?? [];
    const homeless = sources(join(root, 'server/src')).filter((name) => !above.includes(name));
    expect(homeless).toEqual([]);
  });

  test('in client/src/features', () => {
    const features = /\{\.\.,[^}]*\}\/\{([a-z,-]+)\}\/\*\*/.exec(order)?.[1]?.split(',') ?? [];
    const homeless = folders(join(root, 'client/src/features')).filter((name) => !features.includes(name));
    expect(homeless).toEqual([]);
  });
});

function folders(parent: string): string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** Without `.ts`; tests import, but are not imported. */
function sources(parent: string): string[] {
  return readdirSync(parent)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.slice(0, -'.ts'.length));
}
