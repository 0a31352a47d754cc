/** @typedef {{ kind: string, statements: readonly string[], lacks: readonly string[] }} CellQuestions */

/** @param {readonly number[]} values */
const median = (values) => [...values].sort((one, other) => one - other)[values.length >> 1] ?? NaN;
const ms = (/** @type {number} */ value) => `${Math.round(value)} ms`.padStart(9);
/** The product's cells on the page may take this many times as long as the same SQL on native DuckDB with one thread. */
const MOST = 2;

/**
 * Every prebuilt cell on a million orders: the engine of the page against native DuckDB on one thread, the same SQL, in turns. Says each ratio;
 * true when all are within the limit.
 * @param {import('playwright').Page} page with the files chosen
 * @param {{ run(statements: readonly string[]): Promise<number> }} native with the same files
 * @param {number} rounds
 */
export async function measureCells(page, native, rounds) {
  /** @type {readonly CellQuestions[]} */
  const cells = await page.evaluate('bench.loadCells()');
  console.log(
    `\nprebuilt cells on 1,000,000 orders, 1,000,000 events, 200,000 answers, 100,000 deals; best and median of ${rounds}, interleaved`,
  );
  let met = true;
  for (const { kind, statements, lacks } of cells) {
    if (lacks.length > 0) {
      console.log(`  ${kind.padEnd(24)} not measured: no ${lacks.join(', ')}`);
      continue;
    }
    /** @type {number[]} */
    const product = [];
    /** @type {number[]} */
    const same = [];
    for (let round = 0; round < rounds; round++) {
      product.push(await page.evaluate(`bench.runStatements(${JSON.stringify(statements)})`));
      same.push(await native.run(statements));
    }
    const [low, middle] = [Math.min(...product) / Math.min(...same), median(product) / median(same)];
    met &&= Math.min(low, middle) <= MOST;
    const times = `${ms(Math.min(...product))}${ms(median(product))}  native${ms(Math.min(...same))}${ms(median(same))}`;
    console.log(`  ${kind.padEnd(24)}${times}  ratio${low.toFixed(2).padStart(7)}${middle.toFixed(2).padStart(7)}   at most ${MOST}`);
  }
  return met;
}
