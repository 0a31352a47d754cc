import type { Unit } from '#core/messages/unit';
import type { Figure, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import { canonicalJson } from '../json';
import type { Moved } from './types';

/** One comparable number of a presentation. */
export interface Numbered {
  /** The same for the same number of another day. */
  readonly key: string;
  readonly of: Moved;
  readonly unit: Unit;
  readonly amount: number;
  readonly provisional: boolean;
  /** How many it rests on; null where nothing says so. */
  readonly base: number | null;
}

/** Units that count people or things. */
const COUNTS: readonly Unit[] = ['customers', 'orders', 'count'];
const isCount = (unit: Unit): boolean => COUNTS.includes(unit);
const finite = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** The records that a cell's numbers rest on. */
function baseOf({ ledger }: Presentation): number | null {
  const counts = ledger.used.filter(({ unit }) => isCount(unit)).map(({ count }) => count);
  return counts.length > 0 ? Math.min(...counts) : null;
}

/** A headline that is the last period of its own trend is as final as that. */
const isOpen = ({ amount, trend }: Figure): boolean => {
  const last = trend.at(-1);
  return last !== undefined && last.provisional && last.amount === amount;
};

/** The words of a label without what is filled into them, such as a month. */
const labelKey = (label: Figure['label']): string => ('key' in label ? label.key : `=${label.literal}`);

function figuresOf(presentation: Presentation): Numbered[] {
  const base = baseOf(presentation);
  return presentation.figures.flatMap((figure): Numbered[] => {
    const { label, amount, unit } = figure;
    if (!finite(amount)) return [];
    const own = isCount(unit) ? amount : base;
    return [
      { key: `figure ${unit} ${labelKey(label)}`, of: { is: 'figure', label }, unit, amount, provisional: isOpen(figure), base: own },
    ];
  });
}

function insightOf(presentation: Presentation): Numbered[] {
  const base = baseOf(presentation);
  return Object.entries(presentation.insight.numbers).flatMap(([name, amount]): Numbered[] =>
    finite(amount) ? [{ key: `number ${name}`, of: { is: 'number', name }, unit: 'number', amount, provisional: false, base }] : [],
  );
}

/** The keys of a row, for finding it again. */
export const rowKey = (row: TableRow, columns: readonly TableColumn[]): string =>
  canonicalJson(columns.filter(({ is }) => is === 'key').map(({ key }) => row.values[key] ?? null));

/** Rows that are compared; totals stand in the figures. */
export const rowsCompared = ({ table }: Presentation): readonly TableRow[] =>
  table.columns.some(({ is }) => is === 'key') ? table.rows.filter(({ total }) => !total) : [];

function rowsOf(presentation: Presentation): Numbered[] {
  const { columns } = presentation.table;
  const keys = columns.filter(({ is }) => is === 'key');
  const counted = columns.filter(({ is, unit }) => is !== 'key' && isCount(unit));
  const whole = baseOf(presentation);
  return rowsCompared(presentation).flatMap((row) => {
    const counts = counted.flatMap(({ key }) => (finite(row.values[key]) ? [row.values[key]] : []));
    const named = keys.map(({ key, unit }) => ({
      value: row.values[key] ?? null,
      unit,
      ...(row.texts?.[key] ? { text: row.texts[key] } : {}),
    }));
    return columns.flatMap(({ key, is, unit, label }): Numbered[] => {
      const amount = row.values[key];
      if (is === 'key' || !finite(amount) || row.texts?.[key]) return [];
      return [
        {
          key: `row ${rowKey(row, columns)} ${key}`,
          of: { is: 'row', keys: named, column: label },
          unit,
          amount,
          provisional: row.provisional === true || (row.provisionalIn?.includes(key) ?? false),
          base: isCount(unit) ? amount : counts.length > 0 ? Math.min(...counts) : whole,
        },
      ];
    });
  });
}

/** Every number that can be compared with the same result of another day, by its key; figures first, then the insight, then rows. */
export function numbersOf(presentation: Presentation): ReadonlyMap<string, Numbered> {
  const all = [...figuresOf(presentation), ...insightOf(presentation), ...rowsOf(presentation)];
  // A key that stands twice names no number.
  const times = new Map<string, number>();
  for (const { key } of all) times.set(key, (times.get(key) ?? 0) + 1);
  return new Map(all.filter(({ key }) => times.get(key) === 1).map((each) => [each.key, each]));
}
