/** The checks of `npm test`: each is an npm script, so that one can be run by itself, and a way to count it. */
import { readFileSync } from 'node:fs';
import { chromium, nginx, redis } from './tools.mjs';

/**
 * @typedef {{ passed: number, failed: number, remark?: string }} Count
 * @typedef {{
 *   name: string,
 *   script: string,
 *   tools: import('./tools.mjs').Tool[],
 *   exclusive: boolean,
 *   needsBuild: boolean,
 *   args: (report: string) => string[],
 *   env: (report: string) => Record<string, string>,
 *   count: (code: number | null, report: string) => Count,
 * }} Step exclusive: it uses both cores by itself. needsBuild: of the client. `report` is the file the runner writes its counts to.
 */

/** @type {Step[]} */
export const steps = [
  check('format', 'format:check'),
  check('lint'),
  check('types'),
  check('dead-code'),
  { ...check('budget'), needsBuild: true },
  { ...vitest('unit'), exclusive: false },
  { ...vitest('integration'), tools: [nginx, redis] },
  {
    name: 'e2e',
    script: 'e2e',
    tools: [chromium],
    exclusive: true,
    needsBuild: true,
    args: () => ['--reporter=list,json', '--forbid-only'],
    // Its workers set FORCE_COLOR, and Node warns when it meets both variables.
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report, FORCE_COLOR: '0' }),
    count: (code, report) =>
      judge(code, report, ({ stats, errors }) => ({
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky + stats.skipped + errors.length,
        ...remarkOnSkipped(stats.skipped),
      })),
  },
];

/** @param {string} name @returns {Step} */
function check(name, script = name) {
  return {
    name,
    script,
    tools: [],
    exclusive: false,
    needsBuild: false,
    args: () => [],
    env: () => ({ NO_COLOR: '1' }),
    count: (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
  };
}

/** @param {string} name @returns {Step} */
function vitest(name) {
  return {
    name,
    script: name,
    tools: [],
    exclusive: true,
    needsBuild: false,
    args: (report) => [
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      '--allowOnly=false',
    ],
    env: () => ({ NO_COLOR: '1' }),
    count: (code, report) =>
      judge(code, report, (result) => {
        const skipped = result.numPendingTests + result.numTodoTests;
        return {
          passed: result.numPassedTests,
          failed: result.numFailedTests + skipped,
          ...remarkOnSkipped(skipped, namesOfSkipped(result)),
        };
      }),
  };
}

/** @param {any} result of vitest @returns {string[]} */
function namesOfSkipped({ testResults }) {
  /** @type {{ status: string, fullName: string }[]} */
  const tests = testResults.flatMap((/** @type {any} */ file) => file.assertionResults);
  return tests.filter(({ status }) => !['passed', 'failed'].includes(status)).map(({ fullName }) => fullName);
}

/** @param {number} count @param {string[]} names */
function remarkOnSkipped(count, names = []) {
  if (count === 0) return {};
  return { remark: [`${count} skipped, which counts as failed`, ...names].join('\n  ') };
}

/**
 * A skipped test counts as failed: we have none. So does a runner that died, found no tests, or is unhappy about
 * something other than a test (a file that cannot be imported, an unhandled rejection).
 *
 * @param {number | null} code
 * @param {string} report
 * @param {(report: any) => Count} read
 * @returns {Count}
 */
function judge(code, report, read) {
  /** @type {Count} */
  let count = { passed: 0, failed: 0 };
  try {
    count = read(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    // No report: nothing passed, and that is one failure below.
  }
  const unexplained = count.failed === 0 && (code !== 0 || count.passed === 0);
  if (!unexplained) return count;
  return { ...count, failed: 1, remark: `no test failed, but the run did (exit code ${code})` };
}
