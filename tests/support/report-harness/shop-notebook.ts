import { presentRows } from '#core/analyses/custom/present-rows';
import { suggestCharts } from '#core/chart/builder/suggest';
import type { Locale } from '#core/messages/text';
import type { Presentation } from '#core/model/presentation';
import type { SqlCell } from '#core/report/types';
import { stamp } from './tea-cells';
import { regionMonths, shopResult } from './shop-results';

const present = (columns: ReturnType<typeof regionMonths>, cell: SqlCell, locale: Locale): Presentation => ({
  ...presentRows(columns, { chart: cell.chart ?? null, title: { literal: cell.title ?? cell.name }, most: 10_000 }, {
    locale,
    currency: 'CNY',
  } as never),
  figures: [],
  stamp: stamp(),
});

const BASE = { id: 'q1', type: 'sql', name: 'per_region', query: { by: 'sql', text: 'SELECT 1' } } as const;
const spec = suggestCharts(regionMonths())[0]!.spec;

/** Queries with their results, each shown in another way: `?scene=` of the harness. */
export function resultScene(name: string, locale: Locale): { readonly cell: SqlCell; readonly presentation: Presentation } {
  const title = locale === 'en' ? 'Revenue by region and month' : '各地区每月营收';
  const sum = { op: 'sum', column: 'revenue' } as const;
  const cells: Readonly<Record<string, SqlCell>> = {
    chart: { ...BASE, title, chart: spec },
    table: {
      ...BASE,
      title,
      view: { show: 'table', sort: { column: 'revenue', descending: true }, colours: [{ column: 'revenue', scale: { by: 'size' } }] },
    },
    pivot: {
      ...BASE,
      title,
      view: {
        pivot: {
          rows: ['region'],
          columns: ['month'],
          measures: [sum, { ...sum, percent: 'row' }],
          colour: { measure: 'sum:revenue', within: 'table', scale: { by: 'size' } },
        },
      },
    },
  };
  const cell = cells[name] ?? cells.chart!;
  return { cell, presentation: present(name === 'table' ? shopResult(10_000) : regionMonths(), cell, locale) };
}
