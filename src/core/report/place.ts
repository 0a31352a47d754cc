import type { Issue } from '#core/model/result';
import type { Control } from './notebook-types';
import { misfits } from './notebook-schema';
import type { Report } from './types';

/** What a link may say beside its report: at which cell it opens, and where controls stand. */
export interface LinkPlace {
  readonly cell: string | null;
  /** Texts by the names of controls. */
  readonly values: ReadonlyMap<string, string>;
}

export const NO_PLACE: LinkPlace = { cell: null, values: new Map() };
/** Names and texts that a link may give at most, and characters of each. */
const CAPS = { values: 50, text: 2000 } as const;

/** A piece of a query, as browsers read it; what is no escape stays as it stands. */
function decode(piece: string): string {
  const text = piece.replaceAll('+', ' ');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads `cell=c4&p.region=north` (PL1); what is something else is left alone. */
export function readPlace(query: string): LinkPlace {
  const pieces = query.split('&').map((piece) => piece.split('='));
  const pairs = pieces.map(([key = '', ...text]): [string, string] => [decode(key), decode(text.join('='))]);
  const entries = pairs.filter(([, text]) => text.length <= CAPS.text);
  const values = entries.flatMap(([key, text]): [string, string][] =>
    key.startsWith('p.') && key.length > 2 ? [[key.slice(2), text]] : [],
  );
  return { cell: entries.find(([key]) => key === 'cell')?.[1] ?? null, values: new Map(values.slice(0, CAPS.values)) };
}

const day = (text: string): string | null => (text === '' ? null : text);
const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The control with a value that a text says, or null where the text says none. Whether the value fits is seen after. */
function standing(control: Control, text: string, report: Report): Control | null {
  switch (control.type) {
    case 'date_range': {
      const [from = '', to = '', ...more] = text.split('..');
      return more.length === 0 && text.includes('..') ? { ...control, value: { from: day(from), to: day(to) } } : null;
    }
    case 'number':
      if (text === '') return { ...control, value: null };
      return NUMBER.test(text) ? { ...control, value: Number(text) } : null;
    case 'multi_choice':
      return { ...control, value: text === '' ? [] : [...new Set(text.split('|'))] };
    case 'segment': {
      const found = (report.segments ?? []).find(({ id, name }) => id === text || name === text);
      return text === '' || found ? { ...control, value: found?.id ?? null } : null;
    }
    case 'text':
      return { ...control, value: text };
    default:
      return { ...control, value: day(text) };
  }
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
const days = (control: Control): readonly (string | null)[] => {
  if (control.type === 'date_range') return [control.value.from, control.value.to];
  return control.type === 'as_of' ? [control.value] : [];
};
const fits = (control: Control): boolean => !misfits(control) && days(control).every((each) => each === null || isDay(each));

/** PL2: the report with its controls where a link says, and what was not taken: names of no control, and values that do not fit (NB5). */
export function placeReport(report: Report, { values }: LinkPlace): { readonly report: Report; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const cells = [...report.cells];
  for (const [name, text] of values) {
    const index = cells.findIndex((cell) => cell.type === 'control' && cell.name.toLowerCase() === name.toLowerCase());
    const cell = cells[index];
    if (cell?.type !== 'control') {
      issues.push({ code: 'issue_link_no_control', values: { name } });
      continue;
    }
    const control = standing(cell.control, text, report);
    if (control && fits(control)) cells[index] = { ...cell, control };
    else issues.push({ code: 'issue_link_value', values: { name, text } });
  }
  return { report: values.size > issues.length ? { ...report, cells } : report, issues };
}
