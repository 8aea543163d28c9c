/**
 * Which files of a build are needed when: read from the manifest that Vite writes beside them. The service worker
 * caches by it, and the budgets are counted by it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Chunk {
  file: string;
  /** Of the module that it is for, below `client/`; missing for a chunk that several share. */
  src?: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
}

/** Chunks by their key: the path of their module, or `_name.js` of a shared one. */
export type Chunks = Record<string, Chunk>;

const page = 'index.html';
/** Fetched lazily, and all the same nobody sees the list, or writes, without them. */
const listing = ['src/sync/account/account.ts'];
const writing = ['src/app/connect.ts', 'src/features/editor/note-editor.tsx'];
/**
 * What a lazily fetched part may add and still be stored before the app is said to work offline. Dialogs and menus are
 * below, diagrams, formulas and emoji above: those are fetched when the browser is idle.
 */
const soon_bytes_max = 40_000;

/** @param dist the folder of a build */
export function readChunks(dist: string): Chunks {
  return JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
}

/** What a visitor has who signs in: the page, and its words in one language. */
export function chunksToSignIn(chunks: Chunks, language: string): Set<string> {
  const signIn = 'src/features/auth/sign-in-page.tsx';
  return withImports(chunks, [page, signIn, `src/lib/i18n/${language}/shell-part.ts`]);
}

/** What somebody who is signed in has before the editor: the page, the list, and their words in one language. */
export function chunksOfShell(chunks: Chunks, language: string): Set<string> {
  return withImports(chunks, [page, ...listing, `src/lib/i18n/${language}/shell-part.ts`]);
}

/** All that has been fetched when they can type the first letter. */
export function chunksToType(chunks: Chunks, language: string): Set<string> {
  return withImports(chunks, [
    ...chunksOfShell(chunks, language),
    ...writing,
    `src/lib/i18n/${language}/editor-part.ts`,
  ]);
}

/** What the app needs to open and to be written in, whatever is done in it first; the rest can come later. */
export function chunksSoon(chunks: Chunks, sizeOf: (file: string) => number): Set<string> {
  const soon = withImports(chunks, [page, ...listing, ...writing]);
  for (const key of soon) {
    for (const lazy of chunkAt(chunks, key).dynamicImports ?? []) {
      const added = [...withImports(chunks, [lazy])].filter((each) => !soon.has(each));
      const bytes = added.reduce((sum, each) => sum + sizeOf(chunkAt(chunks, each).file), 0);
      // A set that grows while it is walked: what these bring is walked too.
      if (bytes <= soon_bytes_max) for (const each of added) soon.add(each);
    }
  }
  return soon;
}

/** Scripts, styles, and what those refer to. */
export function filesOf(chunks: Chunks, keys: Iterable<string>): Set<string> {
  const of = (key: string) => {
    const { file, css = [], assets = [] } = chunkAt(chunks, key);
    return [file, ...css, ...assets];
  };
  return new Set([...keys].flatMap(of));
}

export function scriptsOf(chunks: Chunks, keys: Iterable<string>): string[] {
  return [...keys].map((key) => chunkAt(chunks, key).file).filter((file) => file.endsWith('.js'));
}

/** As it travels. */
export function gzipBytes(path: string): number {
  return gzipSync(readFileSync(path)).length;
}

function withImports(chunks: Chunks, roots: string[]): Set<string> {
  const found = new Set(roots);
  for (const key of found) for (const imported of chunkAt(chunks, key).imports ?? []) found.add(imported);
  return found;
}

function chunkAt(chunks: Chunks, key: string): Chunk {
  const chunk = chunks[key];
  if (!chunk)
    throw new Error(`The build has no chunk ${key}: client/build/chunks.ts names what it must have.`);
  return chunk;
}
