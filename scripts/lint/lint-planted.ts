import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

export interface Finding {
  /** `lint/<group>/<rule>`, or `plugin`. */
  rule: string;
  line: number;
}

/**
 * Writes the given files (path in the repository → content) into an otherwise empty copy of it and lints them
 * all in one run, with the repository's own settings. Returns what was found, per path.
 */
export async function lintPlanted(files: Map<string, string>): Promise<Map<string, Finding[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'scriptorium-lint-'));
  try {
    for (const settings of ['biome.json', '.gitignore', 'scripts/lint']) {
      await cp(join(root, settings), join(folder, settings), { recursive: true });
    }
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const report = await lint(folder);
    const findings = new Map<string, Finding[]>([...files.keys()].map((path) => [path, []]));
    for (const { category, location } of report.diagnostics) {
      findings.get(location.path)?.push({ rule: category, line: location.start.line });
    }
    return findings;
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Report {
  diagnostics: { category: string; location: { path: string; start: { line: number } } }[];
}

function lint(folder: string): Promise<Report> {
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (_failed, stdout, stderr) => {
      // Biome's exit code is non-zero whenever it found something, so only its answer tells whether it ran.
      if (stdout.trimStart().startsWith('{')) resolve(JSON.parse(stdout));
      else reject(new Error(`biome did not answer:\n${stderr}`));
    });
  });
}
