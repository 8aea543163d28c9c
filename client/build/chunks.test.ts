import { expect, it } from 'vitest';
import { type Chunks, chunksOfShell, chunksSoon, chunksToSignIn, chunksToType, filesOf } from './chunks.ts';

const chunks: Chunks = {
  'index.html': {
    file: 'assets/index.js',
    css: ['assets/index.css'],
    imports: ['_react.js'],
    dynamicImports: ['src/sync/account/account.ts', 'src/app/connect.ts', 'src/app/sheet.tsx'],
  },
  '_react.js': { file: 'assets/react.js' },
  '_yjs.js': { file: 'assets/yjs.js' },
  'src/sync/account/account.ts': { file: 'assets/account.js' },
  'src/app/connect.ts': { file: 'assets/connect.js', imports: ['_yjs.js'] },
  'src/features/auth/sign-in-page.tsx': { file: 'assets/sign-in.js' },
  'src/app/sheet.tsx': { file: 'assets/sheet.js' },
  'src/features/editor/note-editor.tsx': {
    file: 'assets/editor.js',
    imports: ['_yjs.js', '_react.js'],
    dynamicImports: ['src/features/editor/diagram.ts', 'src/features/editor/toolbar.tsx'],
  },
  'src/features/editor/toolbar.tsx': { file: 'assets/toolbar.js', imports: ['_react.js'] },
  'src/features/editor/diagram.ts': { file: 'assets/diagram.js', assets: ['assets/font.woff2'] },
  'src/lib/i18n/en/shell-part.ts': { file: 'assets/en-shell.js' },
  'src/lib/i18n/en/editor-part.ts': { file: 'assets/en-editor.js' },
};
const sizeOf = (file: string) => (file === 'assets/diagram.js' ? 500_000 : 1_000);

it('before the editor there are the page, the list and the words of one language; the form is for visitors', () => {
  expect([...filesOf(chunks, chunksOfShell(chunks, 'en'))].sort()).toEqual([
    'assets/account.js',
    'assets/en-shell.js',
    'assets/index.css',
    'assets/index.js',
    'assets/react.js',
  ]);
  const visitors = chunksToSignIn(chunks, 'en');
  expect([...visitors.symmetricDifference(chunksOfShell(chunks, 'en'))].sort()).toEqual([
    'src/features/auth/sign-in-page.tsx',
    'src/sync/account/account.ts',
  ]);
});

it('to type there are the editor and the connection besides, with what they share', () => {
  const more = chunksToType(chunks, 'en').difference(chunksOfShell(chunks, 'en'));
  expect([...filesOf(chunks, more)].sort()).toEqual([
    'assets/connect.js',
    'assets/editor.js',
    'assets/en-editor.js',
    'assets/yjs.js',
  ]);
});

it('small parts are stored at once, large ones and what only they need come later', () => {
  const soon = filesOf(chunks, chunksSoon(chunks, sizeOf));
  expect(soon).toContain('assets/toolbar.js');
  expect(soon).toContain('assets/sheet.js');
  expect(soon).not.toContain('assets/diagram.js');
  expect(soon).not.toContain('assets/font.woff2');
});

it('a build that lacks what the budgets count is an error, not a smaller number', () => {
  expect(() => chunksOfShell(chunks, 'fr')).toThrow('src/lib/i18n/fr/shell-part.ts');
});
