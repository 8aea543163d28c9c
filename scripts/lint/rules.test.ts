/** Every lint rule that this project chose beyond Biome's own recommendation, seen to refuse what it is for. */
import { beforeAll, expect, test } from 'vitest';
import { type Finding, lintPlanted } from './lint-planted.ts';

const violations: [rule: string, file: string, content: string][] = [
  [
    'lint/suspicious/noImportCycles',
    'server/src/notes/cycle-one.ts',
    `import { two } from './cycle-two.ts';\n\nexport const one = () => two;\n`,
  ],
  [
    'lint/suspicious/noImportCycles',
    'server/src/notes/cycle-two.ts',
    `import { one } from './cycle-one.ts';\n\nexport const two = () => one;\n`,
  ],
  [
    'lint/performance/noBarrelFile',
    'client/src/features/notes/index.ts',
    `export { one } from './one.ts';\nexport { two } from './two.ts';\n`,
  ],
  ['lint/performance/noReExportAll', 'shared/src/api/everything.ts', `export * from './notes.ts';\n`],
  [
    'lint/correctness/useImportExtensions',
    'server/src/notes/extension.ts',
    `import { one } from './cycle-one';\n\nexport const two = one;\n`,
  ],
  [
    'lint/style/useNodejsImportProtocol',
    'server/src/notes/protocol.ts',
    `import { sep } from 'path';\n\nexport const s = sep;\n`,
  ],
  [
    'lint/style/useImportType',
    'server/src/notes/types.ts',
    `import { One } from './one.ts';\n\nexport type Two = One;\n`,
  ],
  ['plugin', 'server/src/notes/import-type.ts', `export type One = import('../sync/one.ts').One;\n`],
  ['plugin', 'server/src/notes/template.ts', 'export const one = await import(`../sync/one.ts`);\n'],
  ['lint/style/noDefaultExport', 'server/src/notes/default-export.ts', `export default 1;\n`],
  ['lint/suspicious/noExplicitAny', 'server/src/notes/any.ts', `export const one: any = 1;\n`],
  [
    'lint/suspicious/noTsIgnore',
    'server/src/notes/ignore.ts',
    `// @ts-ignore\nexport const one: string = 1;\n`,
  ],
  [
    'lint/style/noNonNullAssertion',
    'server/src/notes/assertion.ts',
    `export const f = (a?: string) => a!.length;\n`,
  ],
  [
    'lint/correctness/noUnusedVariables',
    'server/src/notes/unused.ts',
    `const one = 1;\n\nexport const two = 2;\n`,
  ],
  [
    'lint/correctness/noUnusedImports',
    'server/src/notes/unused-import.ts',
    `import { one } from './one.ts';\n\nexport const two = 2;\n`,
  ],
  [
    'lint/correctness/noUnusedFunctionParameters',
    'server/src/notes/parameter.ts',
    `export function one(two: string) {}\n`,
  ],
  [
    'lint/nursery/noFloatingPromises',
    'server/src/notes/floating.ts',
    `async function save(): Promise<void> {}\n\nexport function onEdit() {\n  save();\n}\n`,
  ],
  [
    'lint/nursery/noMisusedPromises',
    'server/src/notes/misused.ts',
    `async function saved(): Promise<boolean> {\n  return true;\n}\n\nexport function badge() {\n  return saved() ? 'saved' : 'saving';\n}\n`,
  ],
  ['lint/style/useThrowOnlyError', 'server/src/notes/throw.ts', `export function f() {\n  throw 'no';\n}\n`],
  ['lint/suspicious/noConsole', 'server/src/notes/console.ts', `console.log('here');\n`],
  ['lint/style/noProcessEnv', 'server/src/notes/environment.ts', `export const port = process.env.PORT;\n`],
  ['lint/style/useFilenamingConvention', 'server/src/notes/camelCase.ts', `export const one = 1;\n`],
  ['lint/style/noRestrictedGlobals', 'shared/src/dom.ts', `export const title = document.title;\n`],
  ['lint/style/noRestrictedGlobals', 'shared/src/node.ts', `export const here = process.cwd();\n`],
  [
    'lint/suspicious/noSkippedTests',
    'server/src/notes/skipped.test.ts',
    `import { test } from 'vitest';\n\ntest.skip('later', () => {});\n`,
  ],
  [
    'lint/suspicious/noFocusedTests',
    'server/src/notes/focused.test.ts',
    `import { test } from 'vitest';\n\ntest.only('just this', () => {});\n`,
  ],
  [
    'lint/correctness/useHookAtTopLevel',
    'client/src/features/notes/hook.tsx',
    `import { useState } from 'react';\n\nexport function Note({ open }: { open: boolean }) {\n  if (open) useState(1);\n  return null;\n}\n`,
  ],
  [
    'lint/correctness/useExhaustiveDependencies',
    'client/src/features/notes/dependency.tsx',
    `import { useEffect } from 'react';\n\nexport function Note({ title }: { title: string }) {\n  useEffect(() => {\n    document.title = title;\n  }, []);\n  return null;\n}\n`,
  ],
];

/** Where a rule stops: these must be left alone. */
const legal: [file: string, content: string][] = [
  ['server/src/main.ts', `export const environment = process.env;\n`],
  ['client/vite.config.ts', `export default {};\n`],
  [
    'server/src/notes/awaited.ts',
    `async function save(): Promise<void> {}\n\nexport async function onEdit() {\n  await save();\n}\n`,
  ],
];

let findings: Map<string, Finding[]>;

beforeAll(async () => {
  const files = [...violations.map(([, file, content]) => [file, content] as const), ...legal];
  findings = await lintPlanted(new Map(files));
});

test.each(violations)('%s refuses %s', (rule, file) => {
  expect((findings.get(file) ?? []).map((found) => found.rule)).toContain(rule);
});

test.each(legal)('lets %s be', (file) => {
  expect(findings.get(file)).toEqual([]);
});
