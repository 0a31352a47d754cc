import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#core/model/presentation';
import { anyLibrary } from '../../../../tests/support/library';
import { emptyReport, kind, kinds as reportKinds } from '../../../../tests/support/reports';
import { runs } from '../../../../tests/support/seeded';
import { canonicalJson } from '../json';
import { checkGapless } from '../migrate';
import { clash, isSame, kindOf, nameOfItem, newestOf } from './content';
import { listsCustomers } from './customers';
import { planImport } from './merge';
import { LIBRARY_MIGRATIONS, LIBRARY_VERSION, readLibrary, readLibraryValue } from './read';
import { LIBRARY_CAPS } from './schema';
import type { LibraryContent, LibraryItem } from './types';
import { renameItem, restoreVersion, saveContent } from './versions';
import { libraryDocument, writeLibraryFile } from './write';

const kinds = new Map([...reportKinds, ['tiers', kind()]]);
const golden = readFileSync(path.join(import.meta.dirname, 'examples/library.v1.json'), 'utf8');
const AT = '2026-05-05T05:05:05.000Z';
const tiers = (window: number, name = 'Gold'): LibraryContent => ({
  kind: 'tiers',
  tiers: { name, purpose: '', version: 1, params: { window } },
});
const item = (id: string, ...contents: LibraryContent[]): LibraryItem => ({
  id,
  versions: contents.map((content, at) => ({ at: `2026-01-0${at + 1}T00:00:00Z`, content })),
});
const value = <T>(result: { ok: boolean }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return (result as unknown as { value: T }).value;
};
const codeOf = (result: { ok: boolean }) => (result.ok ? 'read' : (result as unknown as { issues: { code: string }[] }).issues[0]!.code);
const goldenWith = (
  change: (document: { version: number; items: { id: string; versions: { content: JsonObject }[] }[] }) => void,
): string => {
  const document = JSON.parse(golden) as Parameters<typeof change>[0];
  change(document);
  return JSON.stringify(document);
};
const items = (text: string) =>
  value<{ items: { item: LibraryItem; readOnly: boolean; issues: { code: string }[] }[] }>(readLibrary(text, kinds)).items;

describe('LB10–LB15 the document', () => {
  test('LB10 the document of version 1 is read whole', () => {
    const read = items(golden);
    expect(read.map(({ item: each }) => [each.id, kindOf(each), nameOfItem(each), each.versions.length])).toEqual([
      ['late', 'definition', 'Who pays late?', 2],
      ['north', 'segment', 'North and loyal', 1],
      ['gold', 'tiers', 'Gold and silver', 1],
      ['aov', 'metric', '客单价', 1],
      ['monthly', 'report', 'Monthly', 1],
    ]);
    expect(read.every(({ readOnly, issues }) => !readOnly && issues.length === 0)).toBe(true);
    expect(canonicalJson(libraryDocument(read.map((each) => each.item)))).toBe(canonicalJson(JSON.parse(golden)));
    expect(() => checkGapless(LIBRARY_MIGRATIONS, LIBRARY_VERSION)).not.toThrow();
  });
  test('LB12 reading what was written gives the same items', () => {
    let count = 0;
    fc.assert(
      fc.property(anyLibrary, (library) => {
        count += library.length;
        const { text, shortened } = value<{ text: string; shortened: boolean }>(writeLibraryFile(library));
        expect(shortened).toBe(false);
        expect(items(text).map((each) => each.item)).toEqual(library);
      }),
      runs(500),
    );
    expect(count).toBeGreaterThan(40);
  });
  test('LB12 where the past does not fit, the newest of each is written and that is told', () => {
    const long = (mark: string): LibraryContent => ({
      kind: 'report',
      report: {
        ...emptyReport,
        title: 'Long',
        cells: Array.from({ length: 60 }, (_, at) => ({ id: `c${at}`, type: 'text', markdown: mark.repeat(50_000) })),
      },
    });
    const library = [item('a', long('a'), long('b'), long('c'))];
    const { text, shortened } = value<{ text: string; shortened: boolean }>(writeLibraryFile(library));
    expect([shortened, text.length < LIBRARY_CAPS.length]).toEqual([true, true]);
    expect(items(text)[0]!.item.versions).toEqual([library[0]!.versions[2]]);
    const three = ['a', 'b', 'c'].map((id) =>
      item(id, { ...long('x'), report: { ...(long('x') as { report: typeof emptyReport }).report, title: id } } as LibraryContent),
    );
    expect(codeOf(writeLibraryFile(three))).toBe('issue_library_too_large');
  });
  test('LB11 too long or too deep is refused before it is parsed; strange things with their place', () => {
    expect(codeOf(readLibrary(' '.repeat(LIBRARY_CAPS.length + 1), kinds))).toBe('issue_report_too_large');
    expect(codeOf(readLibrary('['.repeat(100_000), kinds))).toBe('issue_report_too_deep');
    expect(codeOf(readLibrary('{', kinds))).toBe('issue_report_not_json');
    for (const text of ['[]', 'null', '{"format":"clientele.report"}', '{"format":"clientele.library"}'])
      expect(codeOf(readLibrary(text, kinds))).toBe('issue_library_not_a_library');
    for (const key of ['__proto__', 'constructor', 'rows', 'toString']) {
      const text = golden.replace('"format": "clientele.library"', `"${key}": {"polluted": 1}, "format": "clientele.library"`);
      expect(codeOf(readLibrary(text, kinds))).toBe('issue_report_invalid');
    }
    for (const place of ['"name": "Gold and silver"', '"id": "aov"', '"formula"', '"title": "Monthly"'])
      expect(codeOf(readLibrary(golden.replace(place, `"__proto__": {"polluted": 1}, ${place}`), kinds))).toBe('issue_report_invalid');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    const mixed = goldenWith(({ items: all }) => all[0]!.versions.push(all[3]!.versions[0]!));
    expect(readLibrary(mixed, kinds)).toMatchObject({ ok: false, issues: [{ path: ['items', 0, 'versions', 2, 'content', 'kind'] }] });
  });
  test('LB14 ids and names that stand twice are refused', () => {
    const twice = goldenWith(({ items: all }) => void (all[1]!.id = 'late'));
    expect(codeOf(readLibrary(twice, kinds))).toBe('issue_report_names_repeat');
    const named = goldenWith(({ items: all }) => all.push({ ...all[2]!, id: 'other' }));
    expect(codeOf(readLibrary(named, kinds))).toBe('issue_report_names_repeat');
  });
  test('LB13 a document of a newer version is read-only, without what is not known', () => {
    const text = goldenWith((document) => {
      document.version = 2;
      Object.assign(document, { shelves: [] });
      document.items.push({ id: 'new', versions: [{ content: { kind: 'forecast' } }] });
    });
    const read = value<{ items: { item: LibraryItem; readOnly: boolean }[]; readOnly: boolean }>(readLibrary(text, kinds));
    expect(read.readOnly).toBe(true);
    expect(read.items.map(({ item: each, readOnly }) => [each.id, readOnly])).toEqual(
      ['late', 'north', 'gold', 'aov', 'monthly'].map((id) => [id, true]),
    );
    expect(
      codeOf(
        readLibrary(
          goldenWith((document) => Object.assign(document, { version: 2, items: 7 })),
          kinds,
        ),
      ),
    ).toBe('issue_library_newer_unreadable');
  });
  test('LB15 params are brought up; newer ones make the item read-only; of unknown kinds they are kept and told', () => {
    const up = kind(2, { migrations: [{ name: 'longer', from: 1, up: (params) => ({ ...params, longer: true }) }] });
    const read = value<{ items: { item: LibraryItem; readOnly: boolean }[] }>(readLibrary(golden, new Map([...kinds, ['tiers', up]])));
    expect(newestOf(read.items[2]!.item).content).toMatchObject({ tiers: { version: 2, params: { window: 180, longer: true } } });
    const newer = goldenWith(({ items: all }) => void ((all[2]!.versions[0]!.content['tiers'] as { version: number }).version = 9));
    expect(items(newer).map(({ readOnly }) => readOnly)).toEqual([false, false, true, false, false]);
    const unknown = value<{ items: { issues: { code: string }[] }[] }>(readLibrary(golden, new Map()));
    expect(unknown.items[2]!.issues.map(({ code }) => code)).toEqual(['issue_report_unknown_kind']);
    const refusing = kind(1, { parse: () => ({ ok: false, issues: [] }) });
    const refused = value<{ items: { issues: { code: string }[] }[] }>(readLibrary(golden, new Map([['tiers', refusing]])));
    expect(refused.items[2]!.issues.map(({ code }) => code)).toEqual(['issue_report_params_refused']);
  });
});

describe('LB2 no customers', () => {
  const list = { table: 'customers', column: 'customer_id', condition: { op: 'in', values: ['C1', 'C2'] } };
  const listed = (content: object) =>
    readLibraryValue({ format: 'clientele.library', version: 1, items: [{ id: 'a', versions: [{ at: AT, content }] }] }, kinds);
  test.each([
    ['a segment', { kind: 'segment', segment: { id: 's', name: 'n', of: { kind: 'rule', filters: [list] } }, rests: [] }],
    ['a filter of a report', { kind: 'report', report: { ...emptyReport, title: 'n', filters: [list] } }],
    [
      'a built query',
      {
        kind: 'report',
        report: {
          ...emptyReport,
          title: 'n',
          cells: [
            {
              id: 'c',
              type: 'sql',
              name: 'x',
              query: { by: 'builder', from: 'orders', filters: [{ ...list, table: 'orders' }], groups: [], measures: [] },
            },
          ],
        },
      },
    ],
  ])('LB2 %s that names customers is refused, read and saved', (_what, content) => {
    expect(codeOf(listed(content))).toBe('issue_library_customers');
    expect(codeOf(saveContent([], content as unknown as LibraryContent, { id: 'a', at: AT }))).toBe('issue_library_customers');
  });
  test('LB2 asking for customers that have an id names nobody', () => {
    const present = { ...list, condition: { op: 'is_present' } };
    expect(codeOf(listed({ kind: 'segment', segment: { id: 's', name: 'n', of: { kind: 'rule', filters: [present] } }, rests: [] }))).toBe(
      'read',
    );
    expect(listsCustomers(tiers(3))).toBe(false);
  });
});

describe('LB3–LB7 versions', () => {
  const save = (library: readonly LibraryItem[], content: LibraryContent, id = 'x') =>
    value<LibraryItem>(saveContent(library, content, { id, at: AT }));
  test('LB3 every save keeps the one before, the same makes none, fifty are kept', () => {
    let one = save([], tiers(0));
    expect(one).toEqual({ id: 'x', versions: [{ at: AT, content: tiers(0) }] });
    expect(save([one], tiers(0), 'y')).toBe(one);
    for (let window = 1; window <= 60; window++) one = save([one], tiers(window), 'y');
    expect(one.id).toBe('x');
    expect(
      one.versions.map(({ content }) => (content as unknown as { tiers: { params: { window: number } } }).tiers.params.window),
    ).toEqual(Array.from({ length: 50 }, (_, at) => at + 11));
  });
  test('LB5 names of one kind differ whatever the case; of two kinds they need not', () => {
    const one = item('a', tiers(1, 'Gold'));
    expect(save([one], tiers(2, 'GOLD')).id).toBe('a');
    const metric: LibraryContent = {
      kind: 'metric',
      metric: { id: 'm', name: 'Gold', table: 'orders', formula: '1', unit: 'count', meaning: '' },
    };
    expect(save([one], metric).id).toBe('x');
    const library = [one, item('b', tiers(2, 'Silver'))];
    expect(codeOf(renameItem(library, one, 'silver', AT))).toBe('issue_library_name_taken');
    expect(codeOf(renameItem(library, one, '', AT))).not.toBe('read');
    const renamed = value<LibraryItem>(renameItem(library, one, 'gold', AT));
    expect(renamed.versions.map(({ content }) => (content as { tiers: { name: string } }).tiers.name)).toEqual(['Gold', 'gold']);
  });
  test('LB6 restoring makes a new version of an earlier one', () => {
    const one = item('a', tiers(1), tiers(2), tiers(3));
    const back = value<LibraryItem>(restoreVersion([one], one, 0, AT));
    expect(back.versions).toEqual([...one.versions, { at: AT, content: tiers(1) }]);
    expect(value(restoreVersion([one], one, 2, AT))).toBe(one);
    expect(codeOf(restoreVersion([one], one, 7, AT))).toBe('issue_library_item_missing');
    const renamed = item('a', tiers(1, 'Silver'), tiers(1, 'Gold'));
    expect(codeOf(restoreVersion([renamed, item('b', tiers(1, 'Silver'))], renamed, 0, AT))).toBe('issue_library_name_taken');
  });
  test('LB7 five hundred things, and no more', () => {
    const full = Array.from({ length: LIBRARY_CAPS.items }, (_, at) => item(`i${at}`, tiers(1, `n${at}`)));
    expect(codeOf(saveContent(full, tiers(1, 'more'), { id: 'x', at: AT }))).toBe('issue_library_full');
    expect(codeOf(saveContent(full, tiers(2, 'n7'), { id: 'x', at: AT }))).toBe('read');
    expect(codeOf(planImport(full, [item('x', tiers(1, 'more'))]))).toBe('issue_library_full');
  });
});

describe('LB30–LB34 taking in', () => {
  const plan = (own: readonly LibraryItem[], incoming: readonly LibraryItem[]) =>
    value<{ becomes: string; result?: LibraryItem }[]>(planImport(own, incoming)).map(({ becomes, result }) => [
      becomes,
      result?.id,
      result && nameOfItem(result),
    ]);
  const own = item('a', tiers(1), tiers(2));
  test.each<[string, LibraryItem, (string | undefined)[]]>([
    ['unknown', item('b', tiers(1, 'Silver')), ['new', 'b', 'Silver']],
    ['equal', own, ['same', undefined, undefined]],
    [
      'equal under another id, saved at another time',
      { id: 'z', versions: [{ at: AT, content: tiers(2) }] },
      ['same', undefined, undefined],
    ],
    ['with a later version', item('a', tiers(1), tiers(2), tiers(3)), ['newer', 'a', 'Gold']],
    ['without the newest', item('a', tiers(1)), ['older', undefined, undefined]],
    ['changed on both sides', item('a', tiers(1), tiers(9)), ['beside', 'a-2', 'Gold (2)']],
    ['of the same name', item('b', tiers(9, 'gold')), ['beside', 'b', 'gold (2)']],
    [
      'of the same id and another kind',
      item('a', { kind: 'metric', metric: { id: 'm', name: 'Gold', table: 'orders', formula: '1', unit: 'count', meaning: '' } }),
      ['beside', 'a-2', 'Gold'],
    ],
  ])('LB30 one that is %s', (_what, incoming, expected) => expect(plan([own], [incoming])).toEqual([expected]));
  test('LB31 an earlier state that came back later is newer', () => {
    const back = { ...own, versions: [...own.versions, { at: AT, content: tiers(1) }] };
    const [planned] = value<{ becomes: string; result: LibraryItem }[]>(planImport([own], [back]));
    expect([planned!.becomes, planned!.result]).toEqual(['newer', back]);
  });
  test('LB32, LB33 nothing here is lost or renamed, everything that came is here, and once more does nothing', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyLibrary, anyLibrary, fc.nat(3), (here, other, shared) => {
        const known = here.slice(0, shared);
        const incoming = [...known, ...other.filter((each) => !known.some((one) => one.id === each.id || clash(one, each)))];
        const planned = value<{ becomes: string; incoming: LibraryItem; result?: LibraryItem }[]>(planImport(here, incoming));
        planned.forEach(({ becomes }) => seen.add(becomes));
        const after = new Map(here.map((each) => [each.id, each]));
        for (const { result } of planned) if (result) after.set(result.id, result);
        const all = [...after.values()];
        for (const each of here) {
          const now = after.get(each.id)!;
          expect(now.versions.slice(0, each.versions.length)).toEqual(each.versions);
        }
        for (const each of incoming)
          expect(all.some((one) => one.versions.some(({ content }) => isSame(content, newestOf(each).content)))).toBe(true);
        expect(all.filter((one) => all.some((other) => other !== one && clash(one, other)))).toEqual([]);
        const again = value<{ becomes: string }[]>(planImport(all, incoming)).map(({ becomes }) => becomes);
        expect(again.filter((becomes) => becomes !== 'same' && becomes !== 'older')).toEqual([]);
      }),
      runs(2000),
    );
    expect([...seen].sort()).toEqual(expect.arrayContaining(['beside', 'new', 'same']));
  });
});
