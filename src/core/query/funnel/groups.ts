import type { Relation } from '../types';
import { needs, type Marks } from './assign';
import { mandatoryOf, marked, sameUnit, timesOf, unitOf, upTo } from './columns';
import { numbered, rowsOf } from './chain';
import type { FunnelShape } from './types';

const countName = (bits: number): string => `n_${bits}`;

/** By how many steps a group moves an attempt that has matched the first `done`, over the counts of `groups` (FU3, FU4). */
function moves(all: Marks, done: number, strictTies: boolean): { sql: string; counts: number[] } {
  const counts: number[] = [];
  const most = strictTies ? done + 1 : all.marks.length;
  const conditions: string[] = [];
  for (let to = done; to < most; to++)
    conditions.push(
      needs(all, done, to)
        .map(({ bits, rows }) => {
          counts.push(bits);
          return `${countName(bits)} >= ${rows}`;
        })
        .join(' AND '),
    );
  const cases = conditions.map((condition, moved) => `WHEN NOT (${condition}) THEN ${moved}`);
  return { sql: `CASE ${cases.join(' ')} ELSE ${conditions.length} END`, counts };
}

/**
 * `times` where rows may match several steps, or a step is named twice: attempts walk over groups, and counts of rows say how far a group
 * moves them (Hall's theorem).
 */
export function groupTimes(shape: FunnelShape): Relation[] {
  const steps = mandatoryOf(shape);
  const all: Marks = { marks: steps.map(({ mark }) => mark), meets: (one, other) => shape.meets(one, other) };
  const last = steps.length;
  const strict = shape.order === 'strict';
  const moved = steps.map((_, done) => moves(all, done, shape.strictTies));
  const counts = [...new Set(moved.flatMap((each) => each.counts))];
  const unit = shape.unit.join(', ');
  const groups = `SELECT ${[unit, 't', ...(strict ? ['any_value(g) AS g'] : []), ...counts.map((bits) => `count(*) FILTER ((mask & ${bits}) <> 0) AS ${countName(bits)}`)].join(', ')}
FROM ${rowsOf(shape)}
WHERE ${marked(...all.marks)}
GROUP BY ${unit}, t`;
  const has = (step: number): string => `${countName(2 ** all.marks[step]!)} > 0`;
  const opening = `SELECT ${[unit, ...(strict ? ['g'] : []), 't AS m_1', 't AS since', `${moved[0]!.sql} AS done`].join(', ')}
FROM groups
WHERE ${has(0)}${shape.entries ? ` AND ${shape.entries}` : ''}`;
  const first =
    shape.attempt === 'first'
      ? `SELECT *\nFROM (\n${opening}\n) AS opened\nQUALIFY row_number() OVER (PARTITION BY ${unit} ORDER BY m_1) = 1`
      : opening;
  const spread = upTo(last)
    .slice(1)
    .map((step) => `CASE WHEN done >= ${step} THEN m_1 END AS m_${step}`);
  const start = `SELECT ${[unit, ...(strict ? ['g'] : []), 'since', 'done', 'm_1', ...spread].join(', ')}\nFROM (\n${first}\n) AS entered`;
  const walks = upTo(last - 1).map((done): Relation => {
    const arrived = strict ? `(a.done = ${done} AND n.g - a.g = 1)` : `(a.done = ${done} AND n.t IS NOT NULL)`;
    const select = [
      unitOf(shape, 'a'),
      ...(strict ? [`CASE WHEN ${arrived} THEN n.g ELSE a.g END AS g`] : []),
      `CASE WHEN ${arrived} THEN n.t ELSE a.since END AS since`,
      `CASE WHEN ${arrived} THEN ${done} + n.moved ELSE a.done END AS done`,
      ...timesOf('a', 1, done),
      ...upTo(last)
        .slice(done)
        .map((step) => `CASE WHEN ${arrived} AND ${done} + n.moved >= ${step} THEN n.t ELSE a.m_${step} END AS m_${step}`),
    ].join(', ');
    const next = `SELECT ${[unit, 't', ...(strict ? ['g'] : []), `${moved[done]!.sql} AS moved`].join(', ')} FROM groups WHERE ${has(done)}`;
    const sql = `SELECT ${select}
FROM walk_${done} AS a
ASOF LEFT JOIN (${next}) AS n ON ${sameUnit(shape, 'a', 'n')} AND CASE WHEN a.done = ${done} THEN a.since END < n.t`;
    return { name: `walk_${done + 1}`, sql };
  });
  return [
    ...numbered(shape),
    { name: 'groups', sql: groups },
    { name: 'walk_1', sql: start },
    ...walks,
    { name: 'times', sql: `SELECT ${[unit, ...timesOf('w', 1, last)].join(', ')}\nFROM walk_${last} AS w` },
  ];
}
