import { columnOf } from '#core/model/columns';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { loadSources } from '#edge/load/loader';
import { fromPath } from '#edge/load/path-file';
import { plainStatements, QUESTION, recordStatements, requestAll, requestOrders } from './orders-request';
import { runCell } from './cells';

/** The statements of a load, as the product's builders write them; the file's name is left open. */
export async function collectStatements(path: string): Promise<readonly string[]> {
  const engine = await openNodeEngine({ threads: 1 });
  const { connector, statements } = recordStatements(engine);
  let attached = '';
  const attachFile: typeof connector.attachFile = async (...given) => (attached = await connector.attachFile(...given));
  await loadSources({ ...connector, attachFile }, [requestOrders(await fromPath(path))]);
  await engine.close();
  return [...statements.map(({ sql }) => sql.replaceAll(attached, '{file}')), QUESTION];
}

/** Runs statements on a fresh native engine with one thread; milliseconds and the last answer. */
export async function runNative(path: string, statements: readonly string[]): Promise<{ total: number; revenue: number }> {
  const engine = await openNodeEngine({ threads: 1 });
  const attached = await engine.attachFile('orders.csv', { path });
  const start = performance.now();
  let revenue = 0;
  for (const sql of statements) {
    const answer = await engine.execute(sql.replaceAll('{file}', attached));
    if (answer.columns[0]?.name === 'revenue') revenue = Number(columnOf(answer, 'revenue')[0]);
  }
  const total = performance.now() - start;
  await engine.close();
  return { total, revenue };
}

/** An engine with one thread that holds all of the files. */
export async function openCells(paths: readonly string[]) {
  const engine = await openNodeEngine({ threads: 1 });
  await loadSources(engine, requestAll(await Promise.all(paths.map((path) => fromPath(path)))));
  return { run: (statements: readonly string[]) => runCell(engine, statements), close: () => engine.close() };
}

export const plainRead = plainStatements('{file}');
