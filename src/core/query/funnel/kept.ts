import type { Relation } from '../types';
import { mandatoryOf, marked, sameUnit, unitOf, upTo } from './columns';
import type { FunnelShape } from './types';

/** Above any two times that differ, in microseconds, and still exact with a depth in front of it. */
const DEPTH = 2 ** 58;

/** `chosen`: the attempts that count (FU13, FU10 `remove`). */
function chosen(shape: FunnelShape): Relation[] {
  const count = mandatoryOf(shape).length;
  const standing = shape.policy === 'remove' ? '\nWHERE broken IS NULL' : '';
  if (shape.attempt === 'first') return [{ name: 'chosen', sql: `SELECT *${period(shape)}\nFROM attempts${standing}` }];
  const unit = shape.unit.join(', ');
  if (shape.attempt === 'best') {
    const fields = [...upTo(count).map((step) => `m_${step}`), 'depth', 'broken'].map((name) => `${name} := ${name}`).join(', ');
    const grouped = [unit, ...(shape.period ? ['period'] : [])].join(', ');
    const source = shape.period ? `(SELECT *${period(shape)} FROM attempts)` : 'attempts';
    const best = `SELECT ${grouped}, arg_max(struct_pack(${fields}), depth * ${DEPTH} - m_1) AS best\nFROM ${source}${standing}\nGROUP BY ${grouped}`;
    const columns = [...upTo(count).map((step) => `best.m_${step}`), 'best.depth', 'best.broken'];
    return [
      { name: 'best_attempts', sql: best },
      { name: 'chosen', sql: `SELECT ${[grouped, ...columns].join(', ')}\nFROM best_attempts` },
    ];
  }
  const end = `CASE WHEN depth = ${count} THEN m_${count} WHEN broken IS NOT NULL THEN broken ELSE m_1 + ${shape.window} END`;
  const runs = `SELECT ${unit}, list(struct_pack(ends := ${end}, opened := [m_1]) ORDER BY m_1) AS runs\nFROM attempts\nGROUP BY ${unit}`;
  const fold =
    'lambda a, r: CASE WHEN r.opened[1] > a.ends THEN struct_pack(ends := r.ends, opened := list_concat(a.opened, r.opened)) ELSE a END';
  const opened = `SELECT ${unit}, unnest(list_reduce(runs, ${fold}).opened) AS m_1\nFROM runs`;
  return [
    { name: 'runs', sql: runs },
    { name: 'opened', sql: opened },
    {
      name: 'chosen',
      sql: `SELECT a.*${period(shape)}\nFROM attempts AS a\nJOIN opened AS o ON ${sameUnit(shape, 'a', 'o')} AND a.m_1 = o.m_1${standing}`,
    },
  ];
}

const period = ({ period: sql }: FunnelShape): string => (sql ? `, ${sql} AS period` : '');

/**
 * `kept`: a row for each unit that counts: `depth` (mandatory steps), `t_1` … the time of each step, null where it was not reached or not done; with exclusions also
 * `broken`, the time of the break.
 */
export function kept(shape: FunnelShape): Relation[] {
  const steps = mandatoryOf(shape);
  const joins: string[] = [];
  const times = shape.steps.map((step, place) => {
    const before = steps.filter((each) => each.place < place).length;
    const time = `t_${place + 1}`;
    if (!step.optional) return `CASE WHEN a.depth >= ${before + 1} THEN a.m_${before + 1} END AS ${time}`;
    const row = `p_${place + 1}`;
    joins.push(`ASOF LEFT JOIN (SELECT ${shape.unit.join(', ')}, t FROM stream WHERE ${marked(step.mark)}) AS ${row}
  ON ${sameUnit(shape, 'a', row)} AND CASE WHEN a.depth >= ${before} THEN a.m_${before} END < ${row}.t`);
    const end = `coalesce(least(a.m_1 + ${shape.window}, a.broken), a.m_1 + ${shape.window})`;
    const until = before < steps.length ? `CASE WHEN a.depth > ${before} THEN a.m_${before + 1} ELSE ${end} END` : end;
    const own = step.within === undefined ? '' : ` AND ${row}.t - a.m_${before} <= ${step.within}`;
    return `CASE WHEN a.depth >= ${before} AND ${row}.t <= ${until}${own} THEN ${row}.t END AS ${time}`;
  });
  const more = [...(shape.period ? ['a.period'] : []), ...(shape.exclusions.length > 0 ? ['a.broken'] : [])];
  const sql = `SELECT ${[unitOf(shape, 'a'), ...more, 'a.depth', ...times].join(', ')}\nFROM chosen AS a${joins.map((join) => `\n${join}`).join('')}`;
  return [...chosen(shape), { name: 'kept', sql }];
}
