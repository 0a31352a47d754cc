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

/** Puts a switch on each defence while the test build is bundled. The product's build never sees this. */
export function switches(root: string): Plugin {
  const used = new Set<string>();
  return {
    name: 'clientele-hostile-switches',
    enforce: 'pre',
    transform(code, id) {
      const entry = SWITCHES.find(({ file }) => id.split('?')[0] === path.join(root, file));
      if (!entry) return null;
      const found = code.match(new RegExp(entry.find, 'gs'))?.length ?? 0;
      if (found !== 1) throw new Error(`the switch ${entry.name} found ${found} places in ${entry.file}`);
      used.add(entry.name);
      return { code: `${entry.prelude ?? ''}\n${code.replace(new RegExp(entry.find, 's'), entry.replace)}`, map: null };
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
