import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyContent } from '../../../../tests/support/library';
import { emptyReport, kind, kinds } from '../../../../tests/support/reports';
import { runs } from '../../../../tests/support/seeded';
import type { Segment } from '../types';
import { newestOf } from './content';
import { contentOf } from './from-report';
import { programsOf } from './programs';
import { readLibrary } from './read';

const golden = readFileSync(path.join(import.meta.dirname, 'examples/library.v1.json'), 'utf8');
const read = readLibrary(golden, new Map([...kinds, ['tiers', kind()]]));
if (!read.ok) throw new Error(JSON.stringify(read.issues));

describe('LB1 out of a report', () => {
  const segment = (id: string, ...on: string[]): Segment => ({
    id,
    name: id,
    of: { kind: 'rule', filters: on.map((each) => ({ table: 'customers', segment: each, is: 'in' })) },
  });
  const report = {
    ...emptyReport,
    segments: [segment('s1'), segment('s2', 's1'), segment('s3'), segment('s4', 's2')],
    cells: [
      { id: 'c1', type: 'analysis', kind: 'tiers', version: 1, params: { window: 30 } },
      { id: 'c2', type: 'analysis', kind: 'rfm', version: 1, params: {} },
    ] as const,
  };
  test('LB1 a segment comes with all it rests on, and nothing else', () => {
    const kept = contentOf(report, { of: 'segment', id: 's4' }, 'x') as unknown as { rests: Segment[] };
    expect(kept.rests.map(({ id }) => id)).toEqual(['s1', 's2']);
  });
  test('LB1 tiers without a title take the name they are given; a prebuilt question is not kept by itself', () => {
    expect(contentOf(report, { of: 'cell', id: 'c1' }, 'Tiers')).toEqual({
      kind: 'tiers',
      tiers: { name: 'Tiers', purpose: '', version: 1, params: { window: 30 } },
    });
    expect(contentOf(report, { of: 'cell', id: 'c2' }, 'x')).toBeNull();
    expect(contentOf(report, { of: 'metric', id: 'none' }, 'x')).toBeNull();
  });
  test('every program of an item is listed, whole', () => {
    const [late, , , aov] = read.value.items.map((each) => newestOf(each.item).content);
    expect(programsOf(late!)).toEqual([
      { place: 'steps[0]', language: 'sql', text: 'SELECT customer_id\nFROM history\nWHERE net_amount > {{days}}' },
    ]);
    expect(programsOf(aov!).map(({ text }) => text)).toEqual(['sum(net_amount) / count(*)']);
    let programs = 0;
    fc.assert(
      fc.property(anyContent.report, (content) => {
        if (content.kind !== 'report') throw new Error(content.kind);
        const { cells, definitions = [], metrics = [] } = content.report;
        const expected = [
          ...cells.flatMap((cell) => (cell.type === 'sql' && cell.query.by === 'sql' ? [cell.query.text] : [])),
          ...definitions.flatMap(({ steps }) => steps.map(({ sql }) => sql)),
          ...metrics.map(({ formula }) => formula),
        ];
        programs += expected.length;
        const shown = programsOf(content).map(({ text }) => text);
        for (const text of expected) expect(shown).toContain(text);
      }),
      runs(200),
    );
    expect(programs).toBeGreaterThan(10);
  });
});
