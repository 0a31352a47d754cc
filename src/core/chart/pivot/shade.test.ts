import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Row } from '#core/model/columns';
import { makePivot } from './pivot';
import { DIVERGING, SEQUENTIAL, shadeCells, shadeKey, type Shade } from './shade';
import type { Pivot } from './types';

const pivot = (records: readonly Row[]): Pivot => {
  const measures = [{ key: 'm', op: 'sum', column: 'amount', unit: 'money', holds: 'amounts' }] as const;
  const made = makePivot(records, { rows: ['region'], columns: ['channel'], measures });
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
};

describe('conditional colour (PV9)', () => {
  const luminance = (hex: string) => {
    const channels = [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16) / 255);
    const [red, green, blue] = channels.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [
      number,
      number,
      number,
    ];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (a: string, b: string) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
    return (light + 0.05) / (dark + 0.05);
  };
  const css = readFileSync(path.join(import.meta.dirname, '../../../app/ui/styles/tokens.css'), 'utf8');
  const values = (name: string) => [...css.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6})`, 'g'))].map(([, hex]) => hex!);
  const colours = (theme: 0 | 1, name: string): string => values(name)[theme]!;

  it.each([0, 1] as const)('keeps 4.5:1 in theme %i', (theme) => {
    const inkOf = ({ ink }: Shade) => (ink === 'ink' ? colours(theme, 'ink') : ['#ffffff', '#0e1a1f'][theme]!);
    for (const shade of [...SEQUENTIAL, ...DIVERGING]) {
      const ground = colours(theme, shade.ground.replace(/(\d)/, '-$1'));
      expect([shade.ground, contrast(ground, inkOf(shade)) >= 4.5]).toEqual([shade.ground, true]);
    }
  });

  const grid: readonly Row[] = [0, 50, 100].flatMap((base, row) =>
    [0, 1].map((column) => ({ region: row, channel: column, amount: base + column * 10 })),
  );
  const made = pivot(grid);
  const ground = (shades: ReadonlyMap<string, Shade>, row: number, column: number) =>
    shades.get(shadeKey({ row: [row], column: [column], measure: 'm' }))?.ground;

  it('shades by size within the table, the row or the column', () => {
    const table = shadeCells(made, { measure: 'm', within: 'table', scale: { by: 'size' } });
    // 0, 10, 50, 60, 100, 110 in six equal steps of 18⅓.
    expect([0, 1, 2].map((row) => [ground(table, row, 0), ground(table, row, 1)])).toEqual([
      ['seq1', 'seq1'],
      ['seq3', 'seq4'],
      ['seq7', 'seq7'],
    ]);
    const row = shadeCells(made, { measure: 'm', within: 'row', scale: { by: 'size' } });
    expect([0, 1, 2].map((at) => [ground(row, at, 0), ground(row, at, 1)])).toEqual([
      ['seq1', 'seq7'],
      ['seq1', 'seq7'],
      ['seq1', 'seq7'],
    ]);
    const column = shadeCells(made, { measure: 'm', within: 'column', scale: { by: 'size' } });
    expect([0, 1, 2].map((at) => ground(column, at, 1))).toEqual(['seq1', 'seq4', 'seq7']);
    expect(table.size).toBe(6);
  });

  it('shades by thresholds and around a middle; nothing where all are equal', () => {
    const thresholds = shadeCells(made, { measure: 'm', within: 'table', scale: { by: 'thresholds', at: [50, 100] } });
    expect([ground(thresholds, 0, 1), ground(thresholds, 1, 0), ground(thresholds, 2, 0)]).toEqual(['seq1', 'seq4', 'seq7']);
    const middle = shadeCells(made, { measure: 'm', within: 'table', scale: { by: 'middle', middle: 55 } });
    expect([ground(middle, 0, 0), ground(middle, 1, 0), ground(middle, 2, 1)]).toEqual(['div1', 'div4', 'div7']);
    const equal = pivot([
      { region: 1, channel: 1, amount: 3 },
      { region: 2, channel: 1, amount: 3 },
    ]);
    expect(shadeCells(equal, { measure: 'm', within: 'table', scale: { by: 'size' } }).size).toBe(0);
  });
});
