/** EXPLAIN.md: how Postgres answers the statements that take longest. Written by `npm run bench -- api --explain`. */
import { writeFileSync } from 'node:fs';
import type pg from 'pg';

export interface Asked {
  /** What it is for. */
  name: string;
  text: string;
  values: unknown[];
  ms: number;
}

const file = new URL('./EXPLAIN.md', import.meta.url);

/** A pool that remembers what is asked of it, and for how long, under the name that `begin` was told last. */
export class Listener {
  readonly asked: Asked[] = [];
  readonly db: pg.Pool;
  #name = '';

  constructor(pool: pg.Pool) {
    const query = async (
      target: pg.Pool | pg.PoolClient,
      asked: string | pg.QueryConfig,
      values: unknown[] = [],
    ) => {
      const config = typeof asked === 'string' ? { text: asked, values } : asked;
      const begin = performance.now();
      const result = await target.query(config);
      const ms = performance.now() - begin;
      this.asked.push({ name: this.#name, text: config.text, values: config.values ?? [], ms });
      return result;
    };
    const listening = <Target extends pg.Pool | pg.PoolClient>(target: Target): Target =>
      new Proxy(target, {
        get: (_, property) => {
          if (property === 'query')
            return (asked: string | pg.QueryConfig, values?: unknown[]) => query(target, asked, values);
          if (property === 'connect') return async () => listening(await (target as pg.Pool).connect());
          const value: unknown = Reflect.get(target, property);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    this.db = listening(pool);
  }

  begin(name: string): void {
    this.#name = name;
  }
}

/** Of each name the slowest call of its slowest statement. */
export async function writeExplain(db: pg.Pool, asked: readonly Asked[], method: string): Promise<void> {
  const worst = new Map<string, Asked>();
  for (const each of asked) {
    if (!/^\s*(select|with)/i.test(each.text)) continue;
    if ((worst.get(each.name)?.ms ?? -1) < each.ms) worst.set(each.name, each);
  }
  const sections: string[] = [];
  for (const { name, text, values } of worst.values()) {
    const { rows } = await db.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${text}`, values);
    const plan = rows.map((row) => shorten(row['QUERY PLAN'])).join('\n');
    sections.push(`## ${name}\n\n\`\`\`sql\n${unindent(text)}\n\`\`\`\n\n\`\`\`\n${plan}\n\`\`\`\n`);
  }
  const head = `# How Postgres answers the slowest statements\n\nWritten by \`npm run bench -- api --explain\`; do not edit. ${method}\n`;
  writeFileSync(file, `${head}\n${sections.join('\n')}`);
}

/** Lists of ids fill pages and say nothing; they differ in every run. */
function shorten(line: string): string {
  return line
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…')
    .replace(/'\{…(,…)*\}'/g, "'{…}'")
    .slice(0, 240);
}

function unindent(text: string): string {
  return text.trim().replace(/^ {4,}/gm, '  ');
}
