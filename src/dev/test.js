import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './steps/browser.js';
import { installPackages } from './steps/install.js';
import { root, run, tool } from './steps/shell.js';

/**
 * Everything that must hold, fast checks first. `--torture` runs the large seeded counts whole. Ends with `N passed, N failed`.
 */
const torture = process.argv.includes('--torture');
const env = { ...(torture ? { TORTURE: '1' } : {}), SEED: process.env.SEED ?? '20261122' };
const reports = path.join(root, '.cache/reports');
const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed, by name, told again at the end: a long run scrolls away. @type {string[]} */
const failures = [];

/** @param {string} name @param {() => Promise<number>} work */
async function check(name, work) {
  const began = Date.now();
  console.log(`\n── ${name}`);
  const code = await work();
  total[code === 0 ? 'passed' : 'failed'] += 1;
  if (code !== 0) failures.push(name);
  console.log(`── ${name}: ${code === 0 ? 'ok' : `failed (${code})`} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** @param {string} name @param {string} project */
async function vitest(name, project) {
  const file = path.join(reports, `${project}.json`);
  const began = Date.now();
  console.log(`\n── ${name}`);
  const code = await tool(
    'vitest',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    env,
  );
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const failed = counts?.numFailedTests ?? 0;
  add(code, counts?.numPassedTests ?? 0, failed, counts?.numPendingTests ?? 0);
  failures.push(...failedInVitest(counts?.testResults ?? []));
  if (code !== 0 && failed === 0) failures.push(`${name}: ended with ${code} and no failing test`);
  console.log(`── ${name}: ${code === 0 ? 'ok' : `failed (${code})`} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** The failing tests of vitest's own report, each with its first line of fault. @param {any[]} files @returns {string[]} */
const failedInVitest = (files) =>
  files.flatMap((file) =>
    file.status === 'failed' && file.assertionResults.length === 0
      ? [`${path.relative(root, file.name)}: ${firstLine(file.message)}`]
      : file.assertionResults
          .filter((/** @type {any} */ test) => test.status === 'failed')
          .map((/** @type {any} */ test) => `${path.relative(root, file.name)} › ${test.fullName}: ${firstLine(test.failureMessages[0])}`),
  );

/** The failing tests of Playwright's report, those included that passed at a second attempt. @param {any} suite @returns {string[]} */
const failedInPlaywright = (suite) => [
  ...(suite.specs ?? [])
    .filter((/** @type {any} */ spec) => spec.tests.some((/** @type {any} */ test) => ['unexpected', 'flaky'].includes(test.status)))
    .map((/** @type {any} */ spec) => `${spec.file}:${spec.line} › ${spec.title}`),
  ...(suite.suites ?? []).flatMap(failedInPlaywright),
];

const firstLine = (/** @type {string | undefined} */ text) => (text ?? '').split('\n')[0].slice(0, 200);

async function playwright() {
  const file = path.join(reports, 'e2e.json');
  console.log('\n── End to end against the production build');
  const code = await tool('playwright', ['test', '-c', 'tests/playwright.config.ts'], { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const stats = report?.stats;
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
  add(code, stats?.expected ?? 0, failed, stats?.skipped ?? 0);
  failures.push(...(report ? failedInPlaywright(report) : []));
  if (code !== 0 && failed === 0) failures.push(`End to end: ended with ${code} and no failing test`);
}

/** A runner that failed without a failing test still counts as a failure. @param {number} code @param {number} passed @param {number} failed @param {number} skipped */
function add(code, passed, failed, skipped) {
  total.passed += passed;
  total.failed += failed === 0 && code !== 0 ? 1 : failed;
  total.skipped += skipped;
}

await installPackages();
await ensureBrowser();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
console.log(`Seed ${env.SEED}${torture ? ', whole counts' : ', a tenth of the large counts'}`);
if (!existsSync(path.join(root, '../shared/golden')))
  console.log('The reference data (../shared) is absent: tests that read it say that they were skipped.');

await check('Messages', () => run('npm', ['run', '--silent', 'messages']));
await check('Format', () => tool('prettier', ['--check', '--log-level', 'warn', '.']));
await check('Lint', () => tool('eslint', ['-c', 'src/dev/lint/eslint.config.js', '.']));
await check('Types of the pure rooms', () => tool('tsc', ['-p', 'src/core/tsconfig.json']));
await check('Types', () => tool('svelte-check', ['--tsconfig', './tsconfig.json', '--threshold', 'warning', '--output', 'human']));
await check('Unused files and exports', () => tool('knip', ['--no-progress']));
await vitest('Unit, SQL on both engines, properties, golden results', 'unit');
await check('Build', () => tool('vite', ['build', '--logLevel', 'warn']));
await check('Size of the entry', () => tool('size-limit', []));
await vitest('Components and storage in a browser', 'browser');
await playwright();

for (const name of failures) console.log(`failed: ${name}`);
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exit(total.failed > 0 ? 1 : 0);
