/** @typedef {{ kind: string, additive: boolean, plain: readonly number[], ahead: readonly number[], drawn: readonly number[], bare: readonly number[] }} FollowTimes */

const ms = (/** @type {number} */ value) => `${Math.round(value)} ms`.padStart(10);
/** @param {readonly number[]} values @param {number} share */
const quantile = (values, share) => [...values].sort((one, other) => one - other)[Math.ceil(values.length * share) - 1] ?? NaN;
/** Milliseconds within which the last cell of a sort stands after a bar was selected, at the 95th percentile. */
const MOST = { additive: 33, customers: 250 };

/**
 * Bars selected in a report of twelve cells on a million orders: when the numbers and the charts of each of the others stand, counted from the press, beside the
 * same SQL on the bare engine. True when the charts of all of a sort stand within its limit where the bar was asked ahead.
 * @param {import('playwright').Page} page with the orders chosen
 * @param {number} bars
 */
export async function measureSelect(page, bars) {
  /** @type {{ cells: readonly FollowTimes[], askedAhead: number }} */
  const { cells, askedAhead } = await page.evaluate(`bench.runSelect(${bars})`);
  console.log(`\nBars selected in a report of ${cells.length + 1} cells on 1,000,000 orders: time until each stands`);
  console.log(`Asking ahead took ${Math.round(askedAhead)} ms a bar.`);
  console.log(`  ${''.padEnd(24)}  plainly    ahead: numbers 50 %   95 %   drawn 50 %   95 %      bare engine`);
  for (const { kind, additive, plain, ahead, drawn, bare } of cells) {
    const said = [
      quantile(plain, 0.5),
      quantile(ahead, 0.5),
      quantile(ahead, 0.95),
      quantile(drawn, 0.5),
      quantile(drawn, 0.95),
      quantile(bare, 0.5),
    ];
    console.log(`  ${kind.padEnd(24)}${said.map(ms).join('')}   ${additive ? 'additive' : 'customers'}`);
  }
  let met = true;
  for (const [sort, most] of Object.entries(MOST)) {
    const own = cells.filter(({ additive }) => additive === (sort === 'additive'));
    if (own.length === 0) {
      console.log(`  ${sort}: no cell`);
      continue;
    }
    /** The last cell of the sort, for each bar. @param {'plain' | 'ahead' | 'drawn' | 'bare'} which */
    const last = (which) => own[0][which].map((_, bar) => Math.max(...own.map((cell) => cell[which][bar])));
    const said = [
      quantile(last('plain'), 0.5),
      quantile(last('ahead'), 0.5),
      quantile(last('ahead'), 0.95),
      quantile(last('drawn'), 0.5),
      quantile(last('drawn'), 0.95),
      quantile(last('bare'), 0.5),
    ];
    met &&= quantile(last('drawn'), 0.95) <= most;
    console.log(`  all ${sort.padEnd(20)}${said.map(ms).join('')}   at most ${most}`);
  }
  return met;
}
