import type { Relation } from '../types';
import { mandatoryOf, marked, sameUnit, timesOf, unitOf, upTo } from './columns';
import type { FunnelShape } from './types';

/** How many steps counted, given that each step's test is asked only after those before it passed. */
const depthOf = (tests: readonly string[]): string =>
  tests.length === 0
    ? '1'
    : `CASE ${tests.map((test, index) => `WHEN NOT coalesce(${test}, false) THEN ${index + 1}`).join(' ')} ELSE ${tests.length + 1} END`;

/** `reached`: the times of each attempt and its depth within the windows (FU5). */
function reached(shape: FunnelShape): Relation {
  const steps = mandatoryOf(shape);
  const tests = upTo(steps.length)
    .slice(1)
    .map((step) => {
      const own = steps[step - 1]!.within;
      return [`a.m_${step} - a.m_1 <= ${shape.window}`, ...(own === undefined ? [] : [`a.m_${step} - a.m_${step - 1} <= ${own}`])].join(
        ' AND ',
      );
    });
  return {
    name: 'reached',
    sql: `SELECT ${[unitOf(shape, 'a'), ...timesOf('a', 1, steps.length), `${depthOf(tests)} AS depth`].join(', ')}\nFROM times AS a`,
  };
}

/** `attempts`: with the time of the break and the depth that is left (FU9, FU10 `stop`), and when `every` may begin anew (FU13). */
export function attempts(shape: FunnelShape): Relation[] {
  const steps = mandatoryOf(shape);
  const count = steps.length;
  const bar = (place: number): number => steps.findIndex((step) => step.place === place) + 1;
  const excluded = shape.exclusions.map(({ mark, after, before }, index) => {
    const [i, j] = shape.order === 'any' ? [1, count] : [bar(after), bar(before)];
    const until = `CASE WHEN a.depth >= ${j} THEN x_${index}.t < a.m_${j} ELSE x_${index}.t - a.m_1 <= ${shape.window} END`;
    return {
      join: `ASOF LEFT JOIN (SELECT ${shape.unit.join(', ')}, t FROM stream WHERE ${marked(mark)}) AS x_${index}
  ON ${sameUnit(shape, 'a', `x_${index}`)} AND CASE WHEN a.depth >= ${i} THEN a.m_${i} END < x_${index}.t`,
      // An ASOF join of the engine also finds rows for an unknown time, so the depth is asked again.
      broken: `CASE WHEN a.depth >= ${i} AND ${until} THEN x_${index}.t END`,
    };
  });
  const own = [unitOf(shape, 'a'), ...timesOf('a', 1, count)];
  const breaks = excluded.map(({ broken }) => broken);
  const broken = breaks.length === 0 ? 'CAST(NULL AS BIGINT)' : breaks.length === 1 ? breaks[0]! : `least(${breaks.join(', ')})`;
  const looked = `SELECT ${[...own, 'a.depth', `${broken} AS broken`].join(', ')}\nFROM reached AS a${excluded.map(({ join }) => `\n${join}`).join('')}`;
  const left = upTo(count)
    .slice(1)
    .map((step) => `a.depth >= ${step} AND (a.broken IS NULL OR a.m_${step} <= a.broken)`);
  const cut = `SELECT ${[...own, `${depthOf(left)} AS depth`, 'a.broken'].join(', ')}\nFROM looked AS a`;
  return shape.exclusions.length === 0
    ? [reached(shape), { name: 'attempts', sql: 'SELECT *, CAST(NULL AS BIGINT) AS broken\nFROM reached' }]
    : [reached(shape), { name: 'looked', sql: looked }, { name: 'attempts', sql: cut }];
}
