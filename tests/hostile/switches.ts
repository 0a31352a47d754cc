import path from 'node:path';
import type { Plugin } from 'vite';

/** One defence in the source, and what stands in its place while it is off. */
interface Switch {
  readonly name: string;
  readonly file: string;
  /** Found exactly once, or the build stops: a switch that no longer switches would prove nothing. */
  readonly find: RegExp;
  readonly replace: string;
  /** Imports the replacement needs. */
  readonly prelude?: string;
}

const OFF = (name: string) => `globalThis.switchedOff?.includes('${name}')`;

const SWITCHES: readonly Switch[] = [
  {
    name: 'watchdog',
    file: 'src/edge/engine/query-bounds.ts',
    // A test has less patience than a person.
    find: /(foreign: \{ millis: )10_000(.*?export function limitTime\([^{]*\{)/,
    replace: `$1(globalThis.queryMillis ?? 10_000)$2 if (${OFF('watchdog')}) bounds = undefined;`,
  },
  {
    name: 'result_size',
    file: 'src/edge/engine/duckdb-wasm/session.ts',
    find: /const fault = bounds \? sizeFault\(size, bounds, sql\) : null;/,
    replace: `const fault = bounds && !${OFF('result_size')} ? sizeFault(size, bounds, sql) : null;`,
  },
  {
    name: 'statement',
    file: 'src/core/sql/statement.ts',
    find: /if \(issues\.length > 0\) return fail\(\.\.\.issues\);/,
    replace: `if (issues.length > 0 && !${OFF('statement')}) return fail(...issues);`,
  },
  {
    name: 'chart_sizes',
    file: 'src/core/chart/gate-sizes.ts',
    find: /(const \{ nodes, drawing, folded, facets \} = measureSpec\(spec\);)/,
    replace: `if (${OFF('chart_sizes')}) return null; $1`,
  },
  {
    name: 'interpreter',
    file: 'src/edge/draw/mount.ts',
    find: /ast: true,\s*expr: boundedInterpreter,/,
    replace: `...(${OFF('interpreter')} ? {} : { ast: true, expr: boundedInterpreter }),`,
  },
  {
    name: 'made_texts',
    file: 'src/edge/draw/bounded-interpreter.ts',
    find: /typeof value === 'string' && value\.length > CAPS\.made/,
    replace: `!${OFF('made_texts')} && typeof value === 'string' && value.length > CAPS.made`,
  },
  {
    name: 'caps',
    file: 'src/core/report/link/inflate.ts',
    find: /size <= limit\) parts\.push\(part\);(.*?)size <= limit; from(.*?)size > limit\)/,
    replace: `size <= limit || ${OFF('caps')}) parts.push(part);$1size <= limit || ${OFF('caps')}; from$2size > limit && !${OFF('caps')})`,
  },
  {
    name: 'json_length',
    file: 'src/core/report/parse.ts',
    find: /if \(text\.length > length\) return fail/,
    replace: `if (text.length > length && !${OFF('json_length')}) return fail`,
  },
  {
    name: 'json_depth',
    file: 'src/core/report/parse.ts',
    find: /if \(isTextTooDeep\(text, depth\)\) return fail/,
    replace: `if (!${OFF('json_depth')} && isTextTooDeep(text, depth)) return fail`,
  },
  {
    name: 'value_depth',
    file: 'src/core/report/json.ts',
    find: /if \(depth >= limit\) return \{ fault: 'depth' \};/,
    replace: `if (depth >= limit && !${OFF('value_depth')}) return { fault: 'depth' };`,
  },
  {
    name: 'consent',
    file: 'src/app/session/arrivals.svelte.ts',
    find: /(\};\n {4})this\.show\('incoming'\);/,
    replace: `$1this.show('incoming'); if (${OFF('consent')}) await this.accept();`,
  },
  {
    name: 'strict',
    file: 'src/core/report/schema.ts',
    find: /export const strict = makeShapes\(true\);/,
    replace: `export const strict = makeShapes(!${OFF('strict')});`,
  },
  {
    name: 'lock',
    file: 'src/edge/engine/lockdown.ts',
    find: /(export async function lockDown\([^{]*\{)/,
    replace: `$1 if (${OFF('lock')}) return;`,
  },
  {
    name: 'wall',
    file: 'src/edge/engine/report-query.ts',
    find: /(export async function runReportQuery\([^{]*\{)/,
    replace: `$1 if (${OFF('wall')}) return door.run(wrapQuery(sql, beginning));`,
  },
  {
    name: 'wrapper',
    file: 'src/edge/engine/report-query.ts',
    find: /(export const wrapQuery = \([^)]*\): string => )/,
    replace: `$1 ${OFF('wrapper')} ? sql : `,
  },
  {
    name: 'transaction',
    file: 'src/edge/engine/report-query.ts',
    find: /(export async function runReadOnly\([^{]*\{)/,
    replace: `$1 if (${OFF('transaction')}) return door.run(sql);`,
  },
  {
    name: 'literals',
    file: 'src/core/sql/literal.ts',
    find: /(export function quoteText\([^{]*\{)/,
    replace: `$1 if (${OFF('literals')}) return "'" + text + "'";`,
  },
  {
    name: 'blob_worker',
    file: 'src/edge/engine/duckdb-wasm/start-worker.ts',
    find: /new Worker\(source,/,
    replace: `new Worker(${OFF('blob_worker')} ? 'url-worker.js' : source,`,
  },
  {
    name: 'gate',
    file: 'src/core/chart/gate.ts',
    find: /(export function checkSpec\([^{]*\{)/,
    replace: `$1 if (${OFF('gate')}) return succeed(spec);`,
  },
  {
    name: 'loader',
    file: 'src/edge/draw/refusing-loader.ts',
    find: /export const refusingLoader = (.*?);/,
    replace: `export const refusingLoader = ${OFF('loader')} ? openLoader() : $1;`,
    prelude: "import { loader as openLoader } from 'vega';",
  },
  {
    name: 'markdown',
    file: 'src/core/report/markdown.ts',
    find: /(export function renderMarkdown\([^{]*\{)/,
    replace: `$1 if (${OFF('markdown')}) return micromark(source, { allowDangerousHtml: true, allowDangerousProtocol: true });`,
  },
];

function switchOne(code: string, entry: Switch): string {
  const found = code.match(new RegExp(entry.find, 'gs'))?.length ?? 0;
  if (found !== 1) throw new Error(`the switch ${entry.name} found ${found} places in ${entry.file}`);
  return `${entry.prelude ?? ''}\n${code.replace(new RegExp(entry.find, 's'), entry.replace)}`;
}

/** Puts a switch on each defence while the test build is bundled. The product's build never sees this. */
export function switches(root: string): Plugin {
  const used = new Set<string>();
  return {
    name: 'clientele-hostile-switches',
    enforce: 'pre',
    transform(code, id) {
      const entries = SWITCHES.filter(({ file }) => id.split('?')[0] === path.join(root, file));
      if (entries.length === 0) return null;
      return { code: entries.reduce((text, entry) => (used.add(entry.name), switchOne(text, entry)), code), map: null };
    },
    generateBundle() {
      const missing = SWITCHES.filter(({ name }) => !used.has(name));
      if (missing.length > 0) throw new Error(`switches that were not built in: ${missing.map(({ name }) => name).join(', ')}`);
      // The worker without the blob around it, as a page that forgot would start it.
      const source = "importScripts('engine/duckdb-eh.worker.js'); postMessage({ clientele: 'alive', lock: null });";
      this.emitFile({ type: 'asset', fileName: 'url-worker.js', source });
    },
  };
}
