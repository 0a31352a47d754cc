/**
 * The rooms and what each may import: the walls of the house as data. ESLint, the READMEs and the planted-fault test
 * all read this. `path` is below src/; `imports` are rooms; `packages` are npm packages, `@types` never count.
 *
 * @typedef {{ path: string, imports: readonly string[], packages?: readonly string[], types?: readonly string[], pure?: boolean }} Room
 */

const CORE = [
  'core/messages',
  'core/model',
  'core/sql',
  'core/stats',
  'core/intake',
  'core/query',
  'core/chart',
  'core/report',
  'core/analyses',
];
const EDGE = ['edge/engine', 'edge/load', 'edge/draw', 'edge/offline', 'edge/seal', 'edge/storage', 'edge/share'];

/** Rooms of core that come before the given one. @param {string} room */
const before = (room) => CORE.slice(0, CORE.indexOf(room));
const FIRST = CORE.slice(0, 4);

/** @type {readonly Room[]} */
export const rooms = [
  { path: 'core/messages', imports: [], pure: true },
  { path: 'core/model', imports: before('core/model'), packages: ['valibot'], pure: true },
  { path: 'core/sql', imports: before('core/sql'), pure: true },
  { path: 'core/stats', imports: ['core/messages', 'core/model'], pure: true },
  { path: 'core/intake', imports: FIRST, packages: ['chardet'], pure: true },
  { path: 'core/query', imports: [...FIRST, 'core/intake'], pure: true },
  { path: 'core/chart', imports: FIRST, types: ['vega', 'vega-lite', 'vega-embed'], pure: true },
  {
    path: 'core/report',
    imports: [...FIRST, 'core/intake', 'core/query', 'core/chart'],
    packages: ['valibot', 'micromark', 'fflate'],
    pure: true,
  },
  { path: 'core/analyses', imports: before('core/analyses'), pure: true },
  { path: 'edge/engine', imports: CORE, packages: ['@duckdb/duckdb-wasm', 'apache-arrow', '@duckdb/node-api'] },
  {
    path: 'edge/load',
    imports: [...CORE, 'edge/engine'],
    packages: ['papaparse', 'fflate', 'saxen', 'hyparquet', 'hyparquet-compressors', 'apache-arrow'],
  },
  { path: 'edge/draw', imports: CORE, packages: ['vega', 'vega-lite', 'vega-embed', 'vega-interpreter'] },
  { path: 'edge/offline', imports: [] },
  { path: 'edge/seal', imports: CORE },
  { path: 'edge/storage', imports: [...CORE, 'edge/seal'], packages: ['idb'] },
  { path: 'edge/share', imports: [...CORE, 'edge/draw', 'edge/offline', 'edge/seal'], packages: ['fflate', 'hyparquet-writer'] },
  { path: 'app/run', imports: [...CORE, ...EDGE] },
  { path: 'app/session', imports: [...CORE, ...EDGE, 'app/run'], packages: ['svelte'] },
  {
    path: 'app/ui',
    imports: [...CORE.filter((room) => room !== 'core/sql'), 'edge/draw', 'edge/load', 'edge/share', 'edge/seal', 'app/run', 'app/session'],
    packages: [
      'svelte',
      'bits-ui',
      'svelte-dnd-action',
      'tinykeys',
      '@codemirror/autocomplete',
      '@codemirror/commands',
      '@codemirror/lang-sql',
      '@tanstack/svelte-virtual',
      '@codemirror/lang-json',
      '@codemirror/language',
      '@codemirror/lint',
      '@codemirror/state',
      '@codemirror/view',
      '@lezer/highlight',
      'sql-formatter',
    ],
  },
  { path: 'cli', imports: [...CORE, ...EDGE, 'app/run'] },
];

/** Packages that only one file or folder of their room may import; a package of two rooms has a door in each. */
export const singleDoors = [
  { package: 'micromark', file: 'core/report/markdown.ts' },
  { package: '@duckdb/duckdb-wasm', file: 'edge/engine/duckdb-wasm/' },
  { package: 'apache-arrow', file: 'edge/engine/duckdb-wasm/' },
  { package: 'apache-arrow', file: 'edge/load/formats/arrow/' },
  { package: 'hyparquet', file: 'edge/load/formats/parquet/' },
  { package: 'hyparquet-compressors', file: 'edge/load/formats/parquet/' },
  { package: 'hyparquet-writer', file: 'edge/share/table/parquet.ts' },
  { package: 'saxen', file: 'edge/load/formats/xlsx/read-xml.ts' },
  { package: '@duckdb/node-api', file: 'edge/engine/duckdb-node/' },
];

/** What a pure room may not name: clock, chance, surroundings. */
export const impure = [
  'window',
  'document',
  'navigator',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'fetch',
  'crypto',
  'performance',
  'setTimeout',
  'setInterval',
  'process',
  'Worker',
];
