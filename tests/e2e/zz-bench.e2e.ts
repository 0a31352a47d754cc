import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { drop, expect, onlineRetail, shared, test, visit } from './support/page';
for (const [at, kind] of ['one', 'days', 'one', 'days'].entries())
  test(`bench ${kind} ${at}`, async ({ page, host }) => {
    test.setTimeout(240_000);
    const folder = '/tmp/append-days';
    execFileSync('mkdir', ['-p', folder]);
    execFileSync('tar', ['xzf', path.join(shared, 'data/online-retail/by-day.tar.gz'), '-C', folder]);
    await visit(page, host);
    await page.waitForTimeout(6000);
    const begun = Date.now();
    if (kind === 'one') await drop(page, [onlineRetail()!]);
    else {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: /Choose a folder/ }).first().click();
      await (await chooser).setFiles(path.join(folder, 'by-day'));
    }
    await expect(page.getByRole('progressbar', { name: /./ }).first()).toBeVisible({ timeout: 60000 });
    await expect(page.getByText(/Reading file|Reading on|Read/).first()).toBeVisible({ timeout: 60000 });
    const read = Date.now() - begun;
    if (kind === 'days') await expect(page.getByText(/Reading file/).first()).toBeVisible({ timeout: 60000 });
    const preview = Date.now() - begun;
    await expect(page.getByText('541,909 = 541,909 + 0 + 0')).toBeVisible({ timeout: 120000 });
    console.log(kind, 'first', read, 'loading from', preview, 'all', Date.now() - begun);
  });
