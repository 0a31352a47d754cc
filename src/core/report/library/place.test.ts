import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyContent } from '../../../../tests/support/library';
import { anyReport, emptyReport } from '../../../../tests/support/reports';
import { runs } from '../../../../tests/support/seeded';
import { applyEdit } from '../edits';
import type { Edit, Report, Segment } from '../types';
import { placeContent } from './place';
import type { LibraryContent } from './types';

const put = (report: Report, content: LibraryContent): Report => {
  const placed = placeContent(report, content, 'fresh');
  if (!placed.ok) throw new Error(JSON.stringify(placed.issues));
  if (placed.value === null) return report;
  const applied = applyEdit(report, placed.value);
  if (!applied.ok) throw new Error(JSON.stringify(applied.issues));
  return applied.value;
};
const rule = (id: string, name: string, on?: string): Segment => ({
  id,
  name,
  of: {
    kind: 'rule',
    filters: on
      ? [{ table: 'customers', segment: on, is: 'in' }]
      : [{ table: 'customers', column: 'region', condition: { op: 'in', values: [name] } }],
  },
});

describe('LB40–LB42 into a report', () => {
  test('LB41 a segment finds its own under new ids, and names follow', () => {
    const report = { ...emptyReport, segments: [rule('s1', 'Other'), rule('s2', 'North')] };
    const content: LibraryContent = { kind: 'segment', segment: rule('s2', 'Loyal', 's1'), rests: [rule('s1', 'North')] };
    expect(put(report, content).segments).toEqual([...report.segments, rule('s3', 'Loyal', 's2')]);
    const other = { ...emptyReport, segments: [rule('s1', 'South'), { ...rule('s2', 'x'), name: 'North' }] };
    expect(put(other, content).segments!.slice(2)).toEqual([{ ...rule('s3', 'North'), name: 'North (2)' }, rule('s4', 'Loyal', 's3')]);
    expect(put(put(report, content), content)).toEqual(put(report, content));
  });
  test('LB41 a definition of the same id and name as another comes under new ones, and its cell asks it', () => {
    const definition = { id: 'd1', name: 'Who?', purpose: '', form: [], requires: [], steps: [{ id: 'rows', sql: 'SELECT 1' }] };
    const report = { ...emptyReport, definitions: [{ ...definition, purpose: 'another', name: 'who?' }] };
    const after = put(report, { kind: 'definition', definition });
    expect(after.definitions![1]).toEqual({ ...definition, id: 'd1-2', name: 'Who? (2)' });
    expect(after.cells).toEqual([{ id: 'fresh', type: 'analysis', kind: 'custom', definition: 'd1-2', version: 1, params: {} }]);
    const twice = put({ ...emptyReport, definitions: [definition] }, { kind: 'definition', definition });
    expect([twice.definitions, twice.cells.length]).toEqual([[definition], 1]);
  });
  test('LB42 a report is not put into another', () => {
    expect(() => placeContent(emptyReport, { kind: 'report', report: emptyReport }, 'x')).toThrow('opened');
  });
  test('LB40 into any report, as one edit that the report allows and that keeps what is there', () => {
    const counts = { placed: 0, there: 0 };
    const some = fc.oneof(anyContent.definition, anyContent.metric, anyContent.segment, anyContent.tiers);
    fc.assert(
      fc.property(anyReport, some, (report, content) => {
        const placed = placeContent(report, content, 'fresh');
        expect(placed.ok).toBe(true);
        const edit = (placed as unknown as { value: Edit | null }).value;
        counts[edit ? 'placed' : 'there']++;
        const after = put(report, content);
        for (const list of ['cells', 'segments', 'definitions', 'metrics'] as const)
          expect(after[list]?.slice(0, report[list]?.length ?? 0) ?? []).toEqual(report[list] ?? []);
      }),
      runs(2000),
    );
    expect(counts.placed).toBeGreaterThan(100);
  });
});
