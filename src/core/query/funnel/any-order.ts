import type { Relation } from '../types';
import { bitsOf, choices, components } from './assign';
import { mandatoryOf, marked, sameUnit, unitOf, upTo } from './columns';
import type { FunnelShape } from './types';

/** The k-th row, from an entry on, of a choice of classes. */
interface Occurrence {
  readonly bits: number;
  readonly rows: number;
}

const occurrence = ({ bits, rows }: Occurrence): string => `o_${bits}.r_${rows}`;

/**
 * `times` in any order. Bar k of steps that hang together is the earliest time at which k of them can have rows of their own: for every choice of classes with T steps of them
 * the (T − (number of steps − k))-th row must have come (Hall's theorem, with a deficit). Times of parts that do not meet are put together and sorted.
 */
export function anyOrderTimes(shape: FunnelShape): Relation[] {
  const marks = mandatoryOf(shape).map(({ mark }) => mark);
  const anchor = shape.anchorFirst ? marks[0]! : null;
  const unit = shape.unit.join(', ');
  const parts = components({ marks, meets: (one, other) => shape.meets(one, other) });
  const needed: Occurrence[] = [];
  const alone: number[] = [];
  const note = (bits: number, rows: number): string => {
    needed.push({ bits, rows });
    return occurrence({ bits, rows });
  };
  const timesOfPart = (part: readonly number[]): string[] => {
    const own = marks.filter((mark) => part.includes(mark));
    const anchored = anchor !== null && part.includes(anchor) && part.length > 1;
    const free = anchored ? own.slice(1) : own;
    return upTo(own.length).map((k) => {
      const missing = own.length - k;
      const terms = choices(part).flatMap((choice) => {
        const bits = bitsOf(choice);
        const count = free.filter((mark) => choice.includes(mark)).length - missing;
        if (!anchored) return count >= 1 ? [note(bits, count)] : [];
        // With the anchor bound to the entry, one row more is needed where the entry's rows are all of the choice.
        const always = choice.includes(anchor!);
        const tied = count + 1 >= 1 ? note(bits, count + 1) : null;
        if (always) return tied ? [tied] : [];
        alone.push(bits);
        const loose = count >= 1 ? note(bits, count) : null;
        return tied ? [`CASE WHEN e.x_${bits} = 0 THEN ${tied} ELSE ${loose ?? 'e.m_1'} END`] : [];
      });
      // The latest of them; unknown as soon as one never comes.
      const all = anchored ? ['e.m_1', ...terms] : terms;
      const latest = all.length === 1 ? all[0]! : `greatest(${all.join(', ')})`;
      return all.length === 1 ? latest : `CASE WHEN ${all.map((term) => `${term} IS NOT NULL`).join(' AND ')} THEN ${latest} END`;
    });
  };
  const times = parts.flatMap(timesOfPart);
  const counts = [...new Set(alone)];
  const opening = anchor === null ? marks : [anchor];
  const condition = [marked(...opening), ...(shape.entries ? [shape.entries] : [])].join(' AND ');
  const extra = counts.map((bits) => `count(*) FILTER ((mask & ${bits}) = 0) AS x_${bits}`);
  const entered = `SELECT ${[unit, 't AS m_1', ...extra].join(', ')}\nFROM stream\nWHERE ${condition}\nGROUP BY ${unit}, t`;
  const entry = shape.attempt === 'first' ? `${entered}\nQUALIFY row_number() OVER (PARTITION BY ${unit} ORDER BY t) = 1` : entered;
  const kinds = [...new Set(needed.map(({ bits }) => bits))].map((bits): Relation => {
    const most = Math.max(...needed.filter((each) => each.bits === bits).map(({ rows }) => rows));
    const rows = upTo(most).map((row) => (row === 1 ? 't AS r_1' : `lead(t, ${row - 1}) OVER following AS r_${row}`));
    const following =
      most > 1 ? `\nWINDOW following AS (PARTITION BY ${unit} ORDER BY t)\nQUALIFY lag(t) OVER following IS DISTINCT FROM t` : '';
    return { name: `o_${bits}`, sql: `SELECT ${[unit, ...rows].join(', ')}\nFROM stream\nWHERE (mask & ${bits}) <> 0${following}` };
  });
  const joins = kinds.map(({ name }) => `ASOF LEFT JOIN ${name} ON ${sameUnit(shape, 'e', name)} AND e.m_1 <= ${name}.r_1`);
  const gathered = `SELECT ${unitOf(shape, 'e')}, e.m_1, list_sort([${times.join(', ')}], 'ASC', 'NULLS LAST') AS found\nFROM entries AS e\n${joins.join('\n')}`;
  const bars = upTo(marks.length).map((k) => (k === 1 ? 'g.m_1' : `g.found[${k}] AS m_${k}`));
  return [
    { name: 'entries', sql: entry },
    ...kinds,
    { name: 'gathered', sql: gathered },
    { name: 'times', sql: `SELECT ${[unitOf(shape, 'g'), ...bars].join(', ')}\nFROM gathered AS g` },
  ];
}
