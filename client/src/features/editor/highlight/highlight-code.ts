/** lowlight (highlight.js): code as pieces with classes, cached by block, since others' edits bring the same code again. */
import { createLowlight } from 'lowlight';
import { loadGrammars } from './languages.ts';

export interface CodePart {
  from: number;
  to: number;
  classes: string;
}

const lowlight = createLowlight();
const cache = new Map<string, CodePart[]>();
const cached_max = 200;

export async function loadLanguage(language: string): Promise<void> {
  if (!lowlight.registered(language)) lowlight.register(await loadGrammars(language));
}

/** `null` when the language is not loaded. */
export function highlightCode(language: string, code: string): CodePart[] | null {
  if (!lowlight.registered(language)) return null;
  const key = `${language}\n${code}`;
  const known = cache.get(key);
  if (known) return known;
  const parts: CodePart[] = [];
  collect(lowlight.highlight(language, code).children, 0, [], parts);
  if (cache.size >= cached_max) cache.delete(cache.keys().next().value ?? '');
  cache.set(key, parts);
  return parts;
}

type Child = ReturnType<typeof lowlight.highlight>['children'][number];

function collect(children: Child[], start: number, classes: string[], parts: CodePart[]): number {
  let at = start;
  for (const child of children) {
    if (child.type === 'text') {
      const end = at + child.value.length;
      if (classes.length > 0) parts.push({ from: at, to: end, classes: classes.join(' ') });
      at = end;
    } else if (child.type === 'element') {
      const own = child.properties.className;
      at = collect(
        child.children as Child[],
        at,
        [...classes, ...(Array.isArray(own) ? own.map(String) : [])],
        parts,
      );
    }
  }
  return at;
}
