import { describe, expect, it } from 'vitest';
import { emptyReport } from '../../../../tests/support/reports';
import type { Report } from '../types';
import { keepVersion, versionsOf } from './named-versions';
import { readLibraryValue } from './read';
import type { LibraryItem } from './types';
import { libraryDocument } from './write';

const report: Report = { ...emptyReport, title: 'Shop', range: { from: '2026-01-01', to: null } };
const later: Report = { ...report, range: { from: '2026-02-01', to: null } };
const saving = (day: number) => ({ id: `i${day}`, at: `2026-03-0${day}T08:00:00.000Z` });
const kept = (items: readonly LibraryItem[], which: Report, name: string, day: number): LibraryItem => {
  const saved = keepVersion(items, which, name, saving(day));
  if (!saved.ok) throw new Error(JSON.stringify(saved.issues));
  return saved.value;
};
const names = ({ versions }: LibraryItem) => versions.map(({ name }) => name);

describe('named versions of a report', () => {
  it('VS1: each is kept under its name, in one item, in the order of saving', () => {
    const first = kept([], report, 'Before the sale', 1);
    const second = kept([first], later, ' After the sale ', 2);
    expect([second.id, names(second)]).toEqual(['i1', ['Before the sale', 'After the sale']]);
    expect(second.versions.map(({ content }) => (content.kind === 'report' ? content.report.range.from : ''))).toEqual([
      '2026-01-01',
      '2026-02-01',
    ]);
    expect(versionsOf([second], { ...later, title: 'SHOP' })).toBe(second);
    expect(versionsOf([second], { ...later, title: 'Other' })).toBeUndefined();
  });

  it('VS2: what is kept already takes the name; a name is there once', () => {
    const first = kept([], report, 'One', 1);
    const again = kept([first], report, 'Two', 2);
    expect([again.versions.length, names(again)]).toEqual([1, ['Two']]);
    expect(keepVersion([again], later, 'TWO', saving(3))).toMatchObject({ issues: [{ code: 'issue_version_name_taken' }] });
    expect(keepVersion([again], later, '  ', saving(3))).toMatchObject({ issues: [{ code: 'issue_version_nameless' }] });
    expect(keepVersion([again], later, 'x'.repeat(201), saving(3))).toMatchObject({ issues: [{ code: 'issue_version_name_long' }] });
    expect(keepVersion([again], { ...later, title: '' }, 'Three', saving(3))).toMatchObject({
      issues: [{ code: 'issue_library_nameless' }],
    });
  });

  it('VS1: names are written and read; a library without them reads as before', () => {
    const item = kept([kept([], report, 'One', 1)], later, 'Two', 2);
    const read = readLibraryValue(libraryDocument([item]), new Map());
    expect(read).toMatchObject({ ok: true, value: { items: [{ item }] } });
    const plain = { ...item, versions: item.versions.map(({ at, content }) => ({ at, content })) };
    const before = readLibraryValue(libraryDocument([plain]), new Map());
    expect(before).toEqual({ ok: true, value: { readOnly: false, items: [{ item: plain, readOnly: false, issues: [] }] } });
    expect(JSON.stringify(libraryDocument([plain]))).not.toContain('name');
  });

  it('VS1: a name that is no text is refused', () => {
    const document = JSON.parse(JSON.stringify(libraryDocument([kept([], report, 'One', 1)]))) as {
      items: { versions: { name: unknown }[] }[];
    };
    document.items[0]!.versions[0]!.name = 7;
    expect(readLibraryValue(document, new Map())).toMatchObject({ ok: false });
  });
});
