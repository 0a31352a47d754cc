/** @typedef {{ kind: string, statements: readonly string[], lacks: readonly string[] }} CellQuestions */

/** @typedef {{ plain: readonly string[], whole: readonly string[], sent: readonly string[], lists: readonly unknown[] }} SegmentQuestions */

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
  /** @type {{ cells: readonly CellQuestions[], segment: SegmentQuestions }} */
  const { cells, segment } = await page.evaluate('bench.loadCells()');
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
  return (await measureSegment(page, segment, rounds)) && met;
}

/** A cell that is filtered on a segment may take this many times as long as without, once the list of the segment is there. */
const MOST_FILTERED = 1.3;

/**
 * The overview on the page: without a filter, then filtered on a segment, with the list in the text of every step, the list worked out beside
 * it, and the list found there. Says each as a ratio to the overview without.
 * @param {import('playwright').Page} page
 * @param {SegmentQuestions} questions
 * @param {number} rounds
 */
async function measureSegment(page, { plain, whole, sent, lists }, rounds) {
  /** @type {(statements: readonly string[], lists?: readonly unknown[]) => Promise<number>} */
  const run = (statements, beside = []) => page.evaluate(`bench.runStatements(${JSON.stringify(statements)}, ${JSON.stringify(beside)})`);
  /** @type {Record<'plain' | 'whole' | 'first' | 'next', number[]>} */
  const times = { plain: [], whole: [], first: [], next: [] };
  for (let round = 0; round < rounds; round++) {
    times.plain.push(await run(plain));
    times.whole.push(await run(whole));
    await page.evaluate('bench.forgetLists()');
    times.first.push(await run(sent, lists));
    times.next.push(await run(sent, lists));
  }
  const ratio = (/** @type {number[]} */ of) => Math.min(Math.min(...of) / Math.min(...times.plain), median(of) / median(times.plain));
  const said = (/** @type {number[]} */ of) => `${ms(Math.min(...of))}${ms(median(of))}${ratio(of).toFixed(2).padStart(7)}`;
  console.log(`  overview with a segment, beside ${ms(median(times.plain)).trim()} without: best, median and ratio`);
  console.log(`    in each step${said(times.whole)}   first${said(times.first)}   then${said(times.next)}   at most ${MOST_FILTERED}`);
  return ratio(times.next) <= MOST_FILTERED;
}
