/** @typedef {{ kind: string, additive: boolean, product: readonly number[], bare: readonly number[] }} FollowTimes */

const ms = (/** @type {number} */ value) => `${Math.round(value)} ms`.padStart(10);
/** @param {readonly number[]} values @param {number} share */
const quantile = (values, share) => [...values].sort((one, other) => one - other)[Math.ceil(values.length * share) - 1] ?? NaN;
/** Milliseconds within which the last cell of a sort stands after a bar was selected, at the 95th percentile. */
const MOST = { additive: 33, customers: 250 };

/**
 * Bars selected in a report of twelve cells on a million orders: when each of the others stands, counted from the press, beside the same SQL on
 * the bare engine. True when both limits are kept.
 * @param {import('playwright').Page} page with the orders chosen
 * @param {number} bars
 */
export async function measureSelect(page, bars) {
  /** @type {readonly FollowTimes[]} */
  const cells = await page.evaluate(`bench.runSelect(${bars})`);
  console.log(
    `\n${bars} bars selected in a report of ${cells.length + 1} cells on 1,000,000 orders: time until each stands, median and 95th percentile`,
  );
  for (const { kind, additive, product, bare } of cells) {
    const said = [product, bare].map((values) => `${ms(quantile(values, 0.5))}${ms(quantile(values, 0.95))}`);
    console.log(`  ${kind.padEnd(24)}${said[0]}   bare${said[1]}   ${additive ? 'additive' : 'customers'}`);
  }
  let met = true;
  for (const [sort, most] of Object.entries(MOST)) {
    const own = cells.filter(({ additive }) => additive === (sort === 'additive'));
    if (own.length === 0) {
      console.log(`  ${sort}: no cell`);
      continue;
    }
    /** @param {'product' | 'bare'} which */
    const last = (which) => own[0][which].map((_, bar) => Math.max(...own.map((cell) => cell[which][bar])));
    const reached = quantile(last('product'), 0.95);
    met &&= reached <= most;
    console.log(`  all ${sort.padEnd(20)}${ms(reached)}   bare${ms(quantile(last('bare'), 0.95))}   at most ${most}`);
  }
  return met;
}
