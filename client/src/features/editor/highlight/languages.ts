/** Languages that code can be highlighted in. Names of languages are the same in every language. */
import type { LanguageFn } from 'highlight.js';

interface CodeLanguage {
  id: string;
  name: string;
}

export const code_languages: CodeLanguage[] = [
  ['bash', 'Bash'],
  ['c', 'C'],
  ['clojure', 'Clojure'],
  ['cmake', 'CMake'],
  ['cpp', 'C++'],
  ['csharp', 'C#'],
  ['css', 'CSS'],
  ['dart', 'Dart'],
  ['diff', 'Diff'],
  ['dockerfile', 'Dockerfile'],
  ['elixir', 'Elixir'],
  ['elm', 'Elm'],
  ['erlang', 'Erlang'],
  ['fortran', 'Fortran'],
  ['fsharp', 'F#'],
  ['go', 'Go'],
  ['graphql', 'GraphQL'],
  ['groovy', 'Groovy'],
  ['haskell', 'Haskell'],
  ['http', 'HTTP'],
  ['ini', 'INI, TOML'],
  ['java', 'Java'],
  ['javascript', 'JavaScript'],
  ['json', 'JSON'],
  ['julia', 'Julia'],
  ['kotlin', 'Kotlin'],
  ['latex', 'LaTeX'],
  ['less', 'Less'],
  ['lisp', 'Lisp'],
  ['lua', 'Lua'],
  ['makefile', 'Makefile'],
  ['markdown', 'Markdown'],
  ['matlab', 'MATLAB'],
  ['mermaid', 'Mermaid'],
  ['nginx', 'nginx'],
  ['nix', 'Nix'],
  ['objectivec', 'Objective-C'],
  ['ocaml', 'OCaml'],
  ['perl', 'Perl'],
  ['php', 'PHP'],
  ['powershell', 'PowerShell'],
  ['protobuf', 'Protocol Buffers'],
  ['python', 'Python'],
  ['r', 'R'],
  ['ruby', 'Ruby'],
  ['rust', 'Rust'],
  ['scala', 'Scala'],
  ['scss', 'SCSS'],
  ['sql', 'SQL'],
  ['swift', 'Swift'],
  ['typescript', 'TypeScript'],
  ['vim', 'Vim script'],
  ['wasm', 'WebAssembly'],
  ['xml', 'HTML, XML'],
  ['yaml', 'YAML'],
].map(([id = '', name = '']) => ({ id, name }));

/** What people write after the fence. */
const aliases: Record<string, string> = {
  sh: 'bash',
  shell: 'bash',
  zsh: 'bash',
  'c++': 'cpp',
  'c#': 'csharp',
  cs: 'csharp',
  docker: 'dockerfile',
  'f#': 'fsharp',
  golang: 'go',
  hs: 'haskell',
  html: 'xml',
  svg: 'xml',
  js: 'javascript',
  jsx: 'javascript',
  kt: 'kotlin',
  make: 'makefile',
  md: 'markdown',
  objc: 'objectivec',
  pl: 'perl',
  proto: 'protobuf',
  ps1: 'powershell',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  tex: 'latex',
  toml: 'ini',
  ts: 'typescript',
  tsx: 'typescript',
  yml: 'yaml',
};

/** The language that a block names; `null` when its code is not highlighted. */
export function knownLanguage(name: unknown): string | null {
  if (typeof name !== 'string') return null;
  const lower = name.toLowerCase();
  const id = Object.hasOwn(aliases, lower) ? aliases[lower] : lower;
  return id !== 'mermaid' && code_languages.some((language) => language.id === id) ? (id ?? null) : null;
}

/** The grammars that most code needs come together, the others together when one of them is asked for. */
export async function loadGrammars(id: string): Promise<Record<string, LanguageFn>> {
  const { common } = await import('lowlight');
  if (id in common) return common;
  return { ...common, ...(await import('./more-grammars.ts')).more_grammars };
}
