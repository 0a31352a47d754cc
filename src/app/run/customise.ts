import { customise, type CustomWords, type Customising } from '#core/analyses/custom/customise';
import { fail, type Result } from '#core/model/result';
import { QueryError, type Connector } from '#edge/engine/connector';
import { askWith, aroundOf } from './lists';
import { isSql, prepareCell, type Understood } from './prepare';

/** A prebuilt question as a definition of one's own (RU16): what its steps return is asked of the engine, without their rows. */
export async function customiseCell(
  understood: Understood,
  words: CustomWords,
  connector: Connector,
  signal?: AbortSignal,
): Promise<Result<Customising>> {
  const prepared = prepareCell(understood);
  if (!prepared.ok) return prepared;
  const { context, definition, params, steps, sent } = prepared.value;
  const columns: Record<string, readonly string[]> = {};
  try {
    for (const { id, sql } of steps.filter(isSql)) {
      const none = (text: string): string => `SELECT * FROM (\n${text}\n) AS none\nLIMIT 0`;
      const answer = await askWith(connector, { sql, sent: none(sent.get(id) ?? sql) }, aroundOf(context), signal);
      columns[id] = answer.columns.map(({ name }) => name);
    }
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return fail({ code: 'issue_own_not_made', values: { detail: error.message } });
  }
  return customise({ definition, params, context, columns }, words);
}
