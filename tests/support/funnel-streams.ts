import { rowsOf } from '#core/model/columns';
import { funnelRelations } from '#core/query/funnel/funnel-relations';
import type { FunnelShape } from '#core/query/funnel/types';
import { withRelations } from '#core/query/start';
import type { Connector } from '#edge/engine/connector';
import type { SearchAttempt, SearchQuestion, SearchRow } from './funnel-search';

/** Puts streams into the table `streams`, one actor each, in the order given. */
export async function createStreams(engine: Connector, actors: readonly (readonly SearchRow[])[]): Promise<void> {
  await engine.execute('CREATE OR REPLACE TABLE streams (actor INTEGER, t BIGINT, mask INTEGER, value VARCHAR)');
  const rows = actors.flatMap((own, actor) =>
    own.map(({ t, marks, value = null }) => {
      const mask = [...marks].reduce((bits, mark) => bits + 2 ** mark, 0);
      return `(${actor}, ${t}, ${mask}, ${value === null ? 'NULL' : `'${value}'`})`;
    }),
  );
  for (let from = 0; from < rows.length; from += 5000)
    await engine.execute(`INSERT INTO streams VALUES ${rows.slice(from, from + 5000).join(', ')}`);
}

/** What the engine answers for each actor of `streams`, in the order of their entries; `held`: each value of an actor by itself, in the order of values (FU14). */
export async function askFunnel(
  engine: Connector,
  question: SearchQuestion,
  meets: FunnelShape['meets'],
  general: boolean,
  held = false,
): Promise<Map<number, SearchAttempt[]>> {
  const { from, to, ...rest } = question;
  const bounds = [...(Number.isFinite(from) ? [`t >= ${from}`] : []), ...(Number.isFinite(to) ? [`t < ${to}`] : [])];
  const made = funnelRelations(
    { ...rest, unit: held ? ['actor', 'value'] : ['actor'], meets, entries: bounds.length > 0 ? bounds.join(' AND ') : null },
    general,
  );
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  const sql = withRelations(
    [
      { name: 'stream', sql: `SELECT actor, t, mask${held ? ', value' : ''} FROM streams${held ? ' WHERE value IS NOT NULL' : ''}` },
      ...made.value,
    ],
    `SELECT *\nFROM kept\nORDER BY actor${held ? ', value' : ''}, t_1`,
  );
  const found = new Map<number, SearchAttempt[]>();
  for (const row of rowsOf(await engine.query(sql))) {
    const actor = Number(row['actor']);
    const times = question.steps.map((_, place) => {
      const time = row[`t_${place + 1}`];
      return time === null || time === undefined ? null : Number(time);
    });
    found.set(actor, [...(found.get(actor) ?? []), { times, depth: Number(row['depth']) }]);
  }
  return found;
}
