import type { Relation } from '../types';
import { mandatoryOf, marked, sameUnit, timesOf, unitOf, upTo } from './columns';
import type { FunnelShape } from './types';

/** The relation that gives rows: in strict order with the number `g` of their group. */
export const rowsOf = ({ order }: FunnelShape): string => (order === 'strict' ? 'numbered' : 'stream');

/** `numbered`: the stream with the place of each row's group among those of its unit; needed in strict order. */
export function numbered(shape: FunnelShape): Relation[] {
  if (shape.order !== 'strict') return [];
  const sql = `SELECT *, dense_rank() OVER (PARTITION BY ${shape.unit.join(', ')} ORDER BY t) AS g\nFROM stream`;
  return [{ name: 'numbered', sql }];
}

/** `entries`: one row for each entry (FU2), `m_1` its time; of `first` only the first of each unit. */
export function entries(shape: FunnelShape, marks: readonly number[]): Relation {
  const unit = shape.unit.join(', ');
  const number = shape.order === 'strict' ? ['g'] : [];
  const condition = [marked(...marks), ...(shape.entries ? [shape.entries] : [])].join(' AND ');
  const sql =
    shape.attempt === 'first'
      ? `SELECT ${[unit, 'min(t) AS m_1', ...number.map(() => 'min(g) AS g')].join(', ')}\nFROM ${rowsOf(shape)}\nWHERE ${condition}\nGROUP BY ${unit}`
      : `SELECT DISTINCT ${[unit, 't AS m_1', ...number].join(', ')}\nFROM ${rowsOf(shape)}\nWHERE ${condition}`;
  return { name: 'entries', sql };
}

/**
 * `times` where no row can match two steps and no step is named twice: then the steps of a group need no assignment (FU3), and the time of each step is
 * that of its first row at or after the step before. Found from the last step backwards, so that each row is looked at once.
 */
export function chainTimes(shape: FunnelShape): Relation[] {
  const steps = mandatoryOf(shape);
  const last = steps.length;
  const strict = shape.order === 'strict';
  const rows = rowsOf(shape);
  const link = (step: number, from: string, own: string): string => {
    const later = timesOf('c', step + 1, last).map((time) =>
      strict ? `CASE WHEN c.g - s.g <= 1 THEN ${time} END AS ${time.slice(2)}` : time,
    );
    const select = [unitOf(shape, 's'), `s.${own} AS m_${step}`, ...later, ...(strict ? ['s.g'] : [])].join(', ');
    return `SELECT ${select}
FROM ${from} AS s
ASOF LEFT JOIN chain_${step + 1} AS c ON ${sameUnit(shape, 's', 'c')} AND s.${own} ${shape.strictTies ? '<' : '<='} c.m_${step + 1}`;
  };
  const chains = upTo(last)
    .slice(1)
    .toReversed()
    .map((step): Relation => {
      const own = `SELECT * FROM ${rows} WHERE ${marked(steps[step - 1]!.mark)}`;
      if (step < last) return { name: `chain_${step}`, sql: link(step, `(${own})`, 't') };
      const select = [shape.unit.join(', '), `t AS m_${step}`, ...(strict ? ['g'] : [])].join(', ');
      return { name: `chain_${step}`, sql: `SELECT ${select}\nFROM ${rows}\nWHERE ${marked(steps[step - 1]!.mark)}` };
    });
  const first = entries(shape, [steps[0]!.mark]);
  return [...numbered(shape), first, ...chains, { name: 'times', sql: last === 1 ? 'SELECT * FROM entries' : link(1, 'entries', 'm_1') }];
}
