import { expect, inChinese, openSample, test, visit } from './support/page';

test.describe('the first minute', () => {
  test('three doors stand before the engine is there, and one line says what is kept', async ({ page, host }) => {
    await page.route('**/engine/**', (route) => setTimeout(() => void route.continue().catch(() => undefined), 4000));
    await visit(page, host);
    for (const door of ['Drop files', 'Open the sample shop', 'Open a report'])
      await expect(page.getByRole('heading', { name: door })).toBeVisible();
    await expect(page.getByText('A copy is kept in this browser until you clear it; nothing is uploaded.')).toBeVisible();
    await expect(page.getByText(/Engine (loading|starting)/)).toBeVisible();
    await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 30_000 });
  });

  test('“keep nothing” is believed: after it, a reload knows nothing', async ({ page, host }) => {
    await visit(page, host);
    await page.getByLabel('Keep nothing after I close').check();
    await expect(page.getByText('Nothing is kept after you close this page, and nothing is uploaded.')).toBeVisible();
    await openSample(page);
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Drop files' })).toBeVisible();
    const kept = await page.evaluate(async () => {
      const names = (await indexedDB.databases()).map((each) => each.name!);
      let records = 0;
      for (const name of names) {
        const opened = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        for (const store of opened.objectStoreNames)
          records += await new Promise<number>((resolve) => {
            const count = opened.transaction(store).objectStore(store).count();
            count.onsuccess = () => resolve(count.result);
          });
        opened.close();
      }
      return records;
    });
    expect(kept).toBe(0);
  });

  test('one click on the sample gives four answered questions', async ({ page, host }) => {
    await visit(page, host);
    await openSample(page);
    for (const question of [
      'How is the shop doing?',
      'How does revenue move from month to month?',
      'Which customers deserve which attention?',
      'Which customers come back?',
    ])
      await expect(page.getByRole('heading', { name: question })).toBeVisible();
    await expect(page.getByText(/As of 24 Oct 2026/).first()).toBeVisible();
  });
});

test.describe('in Chinese', () => {
  test.use(inChinese);
  test('a Chinese browser meets a Chinese page', async ({ page, host }) => {
    await visit(page, host);
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await openSample(page);
    const words = await page.getByRole('main').innerText();
    // Names of the sample and units stay as they are; sentences do not.
    expect(words).not.toMatch(/\b(customers|orders|revenue|as of)\b/i);
    expect(words).toMatch(/截至/);
  });
});
