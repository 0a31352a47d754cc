import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CANONICAL, CANONICAL_TABLES, GRAIN_TABLES } from '#core/model/canonical';
import { kinds } from '../../../../tests/support/reports';
import { readReport } from '../parse';
import { DICTIONARY_2 } from './dictionary-2';
import { listLiterals } from './literals';
import { WORDS_2 } from './words-2';

const root = path.join(import.meta.dirname, '../../../..');
const FIXTURES = ['sample-data', 'tests/fixtures', 'src/core/report/examples', 'src/core/analyses'];

const files = FIXTURES.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => (folder.endsWith('analyses') ? /examples.*\.json$/ : /\.(json|csv|tsv)$/).test(name))
    .map((name) => path.join(root, folder, name)),
);

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) yield* textsIn(each);
}

/** What a fixture names: texts of a report, headers and first rows of a table, every text of an example. */
function labelsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.json'))
    return text
      .split(/\r?\n/)
      .slice(0, 4)
      .flatMap((line) => line.split(/[,\t;]/))
      .map((field) => field.replaceAll('"', '').trim());
  const report = readReport(text, kinds);
  return report.ok ? listLiterals(report.value.report).map((literal) => literal.text) : [...textsIn(JSON.parse(text))];
}

/** Words that the format itself gives: tables, columns, grains, and every name in the shapes of documents and params. */
function formatWords(): ReadonlySet<string> {
  const inReport = ['schema', 'notebook-schema', 'step-schema', 'view-schema', 'notebook-types'].map(
    (name) => `src/core/report/${name}.ts`,
  );
  const analyses = path.join(root, 'src/core/analyses');
  const ofAnalyses = readdirSync(analyses, { recursive: true, encoding: 'utf8' }).filter((name) => /params\.ts$|registry\.ts$/.test(name));
  const shapes = [...inReport.map((name) => path.join(root, name)), ...ofAnalyses.map((name) => path.join(analyses, name))];
  const roles = CANONICAL_TABLES.flatMap((table) => CANONICAL[table].flatMap(({ name, type }) => [name, type]));
  const named = shapes.flatMap((file) => readFileSync(file, 'utf8').match(/[A-Za-z_0-9]+/g) ?? []);
  // Of Vega-Lite and ISO 4217.
  const ofOthers = ['temporal', 'quantitative', 'nominal', 'bar', 'CNY', 'EUR', 'USD', 'GBP', 'HKD', 'TWD', 'JPY'];
  return new Set([...roles, ...Object.keys(GRAIN_TABLES), ...CANONICAL_TABLES, ...named, ...ofOthers]);
}

test('LK6 no title, step or label of a fixture stands in the dictionary of version 2', () => {
  const format = formatWords();
  const dictionary = `${WORDS_2.join('\n')}\n${new TextDecoder('gb18030').decode(DICTIONARY_2)}`;
  const names = (label: string): boolean =>
    /^[\p{ASCII}]+$/u.test(label)
      ? new RegExp(`(?<![A-Za-z0-9_])${label.replace(/[^\w]/g, '\\$&')}(?![A-Za-z0-9_])`).test(dictionary)
      : dictionary.includes(label);
  const labels = new Set(files.flatMap(labelsOf).filter((label) => [...label].length > 1 && /\p{L}/u.test(label)));
  expect(labels.size).toBeGreaterThan(1500);
  expect([...labels].filter((label) => !label.split('.').every((word) => format.has(word)) && names(label))).toEqual([]);
});
