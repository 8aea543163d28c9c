/**
 * `npm test`: every check there is, from a fresh clone. `npm test -- unit lint` runs only those named.
 *
 * Plain Node ≥ 20 without a dependency, because it starts before anything is installed. All checks run even if
 * one fails; the last line is `N passed, N failed`, and the exit code says the same.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftovers, run } from './checks/processes.mjs';
import { steps } from './checks/steps.mjs';
import { ensureTools } from './checks/tools.mjs';
import { prepare } from './prepare.mjs';

/** @typedef {import('./checks/steps.mjs').Step} Step */
/** @typedef {import('./checks/steps.mjs').Count} Count */

const step_ms_max = 40 * 60_000;
/** Settings of a Scriptorium that somebody runs on this machine are not the tests' settings. */
const foreign_settings = [
  ...['PORT', 'HOST', 'DATABASE_URL', 'DATA_DIR', 'REDIS_URL', 'PUBLIC_URL', 'SECRET', 'SIGN_UP'],
  ...['RATE_LIMIT_FACTOR', 'LOG_LEVEL', 'METRICS_TOKEN', 'TRUST_PROXY', 'NODE_ENV'],
  ...['FORCE_COLOR', 'NO_COLOR'],
];

process.chdir(join(import.meta.dirname, '..'));
/** Whoever is told to stop begins no other step while the last ones end. */
let isStopping = false;
const reports = mkdtempSync(join(tmpdir(), 'scriptorium-test-'));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, async () => {
    isStopping = true;
    await endLeftovers();
    rmSync(reports, { recursive: true, force: true });
    process.exit(130);
  });
}

const total = await main(process.argv.slice(2));
rmSync(reports, { recursive: true, force: true });
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** @param {string[]} names @returns {Promise<Count>} */
async function main(names) {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.log(`There is no check ${unknown.join(', ')}: ${steps.map((step) => step.name).join(', ')}`);
    return { passed: 0, failed: 1 };
  }
  const chosen = names.length === 0 ? steps : steps.filter((step) => names.includes(step.name));

  try {
    await prepare({ build: chosen.some((step) => step.needsBuild) });
  } catch (error) {
    console.log(`✗ prepare\n${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1 };
  }
  const tools = await ensureTools([...new Set(chosen.flatMap((step) => step.tools))]);
  if ('missing' in tools) {
    console.log(tools.missing);
    return { passed: 0, failed: 1 };
  }

  const counts = await runAll(chosen, environment(tools.env));
  const leftovers = await endLeftovers();
  if (leftovers.length > 0) {
    console.log(`✗ left running, and ended now:\n${leftovers.map((line) => `    ${line}\n`).join('')}`);
    counts.push({ passed: 0, failed: 1 });
  }
  return counts.reduce((sum, each) => ({
    passed: sum.passed + each.passed,
    failed: sum.failed + each.failed,
  }));
}

/** @param {Record<string, string>} tools @returns {NodeJS.ProcessEnv} */
function environment(tools) {
  const env = { ...process.env, ...tools, CI: 'true' };
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign_settings.includes(name)));
}

/**
 * Two checks at a time, for two cores; then, one by one, those that use both cores by themselves.
 *
 * @param {Step[]} chosen @param {NodeJS.ProcessEnv} env @returns {Promise<Count[]>}
 */
async function runAll(chosen, env) {
  /** @type {Count[]} */
  const counts = [];
  /** @param {Step[]} waiting */
  const lane = async (waiting) => {
    for (let step = waiting.shift(); step && !isStopping; step = waiting.shift())
      counts.push(await runStep(step, env));
  };
  const shared = chosen.filter((step) => !step.exclusive);
  await Promise.all([lane(shared), lane(shared)]);
  await lane(chosen.filter((step) => step.exclusive));
  return counts;
}

/** @param {Step} step @param {NodeJS.ProcessEnv} env @returns {Promise<Count>} */
async function runStep(step, env) {
  const report = join(reports, `${step.name}.json`);
  const started = performance.now();
  const { code, output } = await run('npm', ['run', '--silent', step.script, '--', ...step.args(report)], {
    env: { ...env, ...step.env(report) },
    timeout_ms: step_ms_max,
  });
  const count = step.count(code, report);

  const mark = count.failed === 0 ? '✓' : '✗';
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  console.log(`${mark} ${step.name.padEnd(12)}${seconds} s   ${count.passed} passed, ${count.failed} failed`);
  if (count.remark) console.log(`  ${count.remark}`);
  if (count.failed > 0) console.log(`\n${output.trimEnd().replaceAll(/^/gm, '    ')}\n`);
  return count;
}
