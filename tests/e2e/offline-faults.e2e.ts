import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expectAnswers, expectEdits, openOrders, problem, rename } from './support/faults';
import { dist, expect, test, visit } from './support/page';

const wasm = () => readFileSync(path.join(dist, 'engine/duckdb-eh.wasm.gz'));
const NOT_STARTED = 'The calculation engine could not be started:';

for (const [what, answer, why] of [
  ['cut off on its way', () => ({ body: wasm().subarray(0, 1_000_000) }), 'The download of the engine was cut off.'],
  ['a page of the host, with 200', () => ({ contentType: 'text/html', body: '<h1>Welcome</h1>' }), 'What the host sent is not the engine.'],
  ['truncated to nothing', () => ({ body: '' }), 'What the host sent is not the engine.'],
] as const)
  test(`the engine’s download is ${what}: said why, edits are kept, and the next visit counts again`, async ({ page, host }) => {
    await visit(page, host);
    await openOrders(page);
    await rename(page);
    let asked = 0;
    await page.context().route('**/engine/*.wasm*', (route) => {
      asked += 1;
      return route.fulfill(answer());
    });
    await page.reload();
    await expect(problem(page, new RegExp(`${NOT_STARTED} ${why.replaceAll('.', '\\.')}`))).toBeVisible({ timeout: 30_000 });
    expect(asked).toBeGreaterThan(0);
    await expectEdits(page);
    await page.context().unroute('**/engine/*.wasm*');
    await page.reload();
    await expectAnswers(page);
    await expectEdits(page);
  });

test('the network goes before the page is whole: said what was not done, what is on screen stays, and it works when it is back', async ({
  page,
  host,
  context,
}) => {
  await page.context().route('**/sample/*.csv', (route) => route.abort());
  await visit(page, host);
  await page.getByRole('button', { name: 'Open sample' }).click();
  await expect(problem(page, /The sample/)).toBeVisible();
  await page.context().unroute('**/sample/*.csv');
  await openOrders(page);
  await rename(page);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make the zip' }).click();
  await expect(
    page.getByText(/could not be fetched|does not know its own files|A part of this page could not be fetched/).first(),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expectEdits(page);
  await expectAnswers(page);
  await context.setOffline(false);
  await page.reload();
  await expectAnswers(page);
});
