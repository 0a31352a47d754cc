import { expect, test } from 'vitest';
import { registry } from '#core/analyses/registry';
import { say } from '#core/messages/say';
import { LOCALES } from '#core/messages/text';
import { kindOf } from '#core/report/library/content';
import { contentOf } from '#core/report/library/from-report';
import type { Report } from '#core/report/types';
import { definitionsOf } from '#app/run/definitions';
import { readIncoming } from '#app/session/read-incoming';
import type { Workspace } from '#app/session/types';
import { COPIED, DISGUISES, impostorDocuments } from '../../../../../tests/hostile/corpus/impostors';
import { commands } from '../../palette/commands';
import { entriesOf } from './entries';
import { isFound } from './find';

/** What the catalogue needs of a workspace. */
const withReport = (report: Report | null) => ({ catalogue: registry, report }) as unknown as Workspace;
const prebuilt = entriesOf(withReport(null));
const load = definitionsOf(registry);

const reports: { readonly id: string; readonly report: Report }[] = [];
for (const document of impostorDocuments) {
  const read = await readIncoming(document.text(''), document.from, () => Promise.resolve(load));
  if (!read.ok) throw new Error(`${document.id} was not opened`);
  reports.push({ id: document.id, report: read.value.report });
}

test('the names that are copied are those of prebuilt questions, in both languages', () => {
  for (const { kind, names } of COPIED) {
    const { question } = registry.find((entry) => entry.kind === kind)!;
    expect(LOCALES.map((locale) => say(question, { locale, currency: null })).toSorted()).toEqual([...names].toSorted());
  }
  expect(reports).toHaveLength(COPIED.length * 2 * Object.keys(DISGUISES).length);
  const disguised = new Set(
    COPIED.flatMap(({ names }) => Object.values(DISGUISES).flatMap((disguise) => names.map((name) => disguise(name)))),
  );
  expect(disguised.size).toBeGreaterThan(60);
});

test.each(reports)('OW4 $id stands in the catalogue as the report’s own question, beside every prebuilt one as it was', ({ report }) => {
  const entries = entriesOf(withReport(report));
  const own = entries.filter((entry) => !prebuilt.some(({ id }) => id === entry.id));
  const [definition] = report.definitions!;
  expect(own).toHaveLength(1);
  expect(own[0]).toMatchObject({ group: 'own', title: { literal: definition!.name }, adds: { what: 'own', definition: definition!.id } });
  expect(entries.filter((entry) => entry !== own[0])).toEqual(prebuilt);
  expect(isFound(own[0]!.words, 'custom')).toBe(true);
  expect(isFound(own[0]!.words, '自定义')).toBe(true);
});

test.each(reports)('OW4 $id is a question of the kind “custom” in its cell, and a definition in the library', ({ report }) => {
  const [cell] = report.cells;
  expect(cell).toMatchObject({ type: 'analysis', kind: 'custom' });
  const content = contentOf(report, { of: 'definition', id: report.definitions![0]!.id }, 'untitled')!;
  expect(kindOf({ id: 'x', versions: [{ at: '2026-01-01T00:00:00.000Z', content }] })).toBe('definition');
});

test('OW4 a report cannot ask its own question in a cell of a prebuilt kind', async () => {
  for (const { id, report } of reports) {
    const disguised = { ...report, cells: report.cells.map((cell) => ({ ...cell, kind: report.definitions![0]!.id })) };
    const read = await readIncoming(JSON.stringify(disguised), 'file', () => Promise.resolve(load));
    expect(read.ok, id).toBe(false);
  }
});

test('OW4 no command of the palette is called what a report calls its questions', () => {
  const labels = LOCALES.flatMap((locale) => commands.map(({ label }) => label(locale)));
  const names = reports.flatMap(({ report }) => report.definitions!.map(({ name }) => name));
  expect(labels.filter((label) => names.includes(label))).toEqual([]);
});
