import type { Text } from '#core/messages/text';

/** A whole-number scale with a name that rules use: 1 to 5 of `r`. Both ends belong to it. */
export interface RuleAxis {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}
/** One combination of values, by axis; may hold derived values beside those of the axes. */
export type RuleCell = Readonly<Record<string, number>>;
/** RC1: where a rule holds. An axis without a range may have any value. */
export type RangeRule = {
  readonly name: string;
  readonly ranges: Readonly<Record<string, readonly [low: number, high: number]>>;
};
/** What is wrong with a list of rules; all empty = exhaustive, disjoint, and every name gets a cell. */
export interface RuleReport {
  readonly cells: number;
  /** Cells that no rule fits. */
  readonly unmatched: readonly RuleCell[];
  /** Cells that rules of several names fit, with the names in the order of the rules: the first one counts. */
  readonly conflicts: readonly { readonly cell: RuleCell; readonly names: readonly string[] }[];
  /** Names that no cell gets, because all of theirs belong to earlier rules (RC4). */
  readonly never: readonly string[];
}

const wholeNumbers = ({ low, high }: RuleAxis): number[] => Array.from({ length: high - low + 1 }, (_, at) => low + at);

/** RC2: every combination of the axes' values, the last axis running fastest; `derive` adds values that follow from others. */
export function cellsOfAxes(axes: readonly RuleAxis[], derive: (cell: RuleCell) => RuleCell = () => ({})): RuleCell[] {
  const crossed = axes.reduce<RuleCell[]>(
    (cells, axis) => cells.flatMap((cell) => wholeNumbers(axis).map((value) => ({ ...cell, [axis.name]: value }))),
    [{}],
  );
  return crossed.map((cell) => ({ ...cell, ...derive(cell) }));
}

/** RC1. A cell without a value on a named axis fits no rule that names it. */
export const fitsRule = ({ ranges }: RangeRule, cell: RuleCell): boolean =>
  Object.entries(ranges).every(([axis, [low, high]]) => {
    const value = cell[axis];
    return value !== undefined && value >= low && value <= high;
  });

/** The name of the first rule that fits, or null. */
export const firstMatch = (rules: readonly RangeRule[], cell: RuleCell): string | null =>
  rules.find((rule) => fitsRule(rule, cell))?.name ?? null;

/** RC3, RC4: proves a list of rules over the cells given, or says where it fails. */
export function checkRules(rules: readonly RangeRule[], cells: readonly RuleCell[]): RuleReport {
  const matched = cells.map((cell) => ({
    cell,
    names: [...new Set(rules.filter((rule) => fitsRule(rule, cell)).map(({ name }) => name))],
  }));
  const given = new Set(matched.flatMap(({ names }) => names.slice(0, 1)));
  return {
    cells: cells.length,
    unmatched: matched.filter(({ names }) => names.length === 0).map(({ cell }) => cell),
    conflicts: matched.filter(({ names }) => names.length > 1),
    never: [...new Set(rules.map(({ name }) => name))].filter((name) => !given.has(name)),
  };
}

/** The rules leave no gap and no overlap. */
export const isSound = ({ unmatched, conflicts }: RuleReport): boolean => unmatched.length === 0 && conflicts.length === 0;

/** RC5: cells in words, “R 1, FM 4–5; R 2, FM 1”; `labels` says how each axis is called. Cells come in the order of `cellsOfAxes`. */
export function cellsInWords(cells: readonly RuleCell[], axes: readonly { readonly name: string; readonly label: string }[]): string {
  const last = axes.at(-1);
  if (!last) return '';
  const before = axes.slice(0, -1);
  const runs: { readonly head: string; readonly from: number; to: number }[] = [];
  for (const cell of cells) {
    const head = before.map(({ name, label }) => `${label} ${cell[name]}`).join(', ');
    const value = cell[last.name] ?? 0;
    const run = runs.at(-1);
    if (run && run.head === head && run.to + 1 === value) run.to = value;
    else runs.push({ head, from: value, to: value });
  }
  const range = ({ from, to }: { from: number; to: number }): string => (from === to ? String(from) : `${from}–${to}`);
  return runs.map((run) => [...(run.head ? [run.head] : []), `${last.label} ${range(run)}`].join(', ')).join('; ');
}

/** Texts in a row, as the language joins them. */
const listed = (texts: readonly Text[]): Text =>
  texts.slice(1).reduce<Text>((before, text) => ({ key: 'rules_list', values: { before, text } }), texts[0] ?? { literal: '' });

/** RC3–RC5: every fault of a report as one sentence each; none where the list is sound. `nameOf` says how a rule's name is called. */
export function reportTexts(
  report: RuleReport,
  axes: readonly { readonly name: string; readonly label: string }[],
  nameOf: (name: string) => Text,
): Text[] {
  const words = (cells: readonly RuleCell[]): Text => ({ literal: cellsInWords(cells, axes) });
  const alike = new Map<string, { readonly names: readonly string[]; readonly cells: RuleCell[] }>();
  for (const { cell, names } of report.conflicts) {
    const key = JSON.stringify(names);
    const entry = alike.get(key) ?? { names, cells: [] };
    entry.cells.push(cell);
    alike.set(key, entry);
  }
  return [
    ...(report.unmatched.length > 0
      ? [{ key: 'rules_unmatched', values: { n: report.unmatched.length, total: report.cells, cells: words(report.unmatched) } } as const]
      : []),
    ...[...alike.values()].map(({ names, cells }): Text => ({
      key: 'rules_conflict',
      values: { cells: words(cells), first: nameOf(names[0]!), names: listed(names.slice(1).map(nameOf)) },
    })),
    ...report.never.map((name): Text => ({ key: 'rules_never', values: { name: nameOf(name) } })),
  ];
}
