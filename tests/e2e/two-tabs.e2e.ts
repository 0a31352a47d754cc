import type { Page } from '@playwright/test';
import { expectEdits, openOrders, problem, rename } from './support/faults';
import { expect, test, visit } from './support/page';

const followLine = (page: Page) => page.getByText('Another tab is editing this workspace. This one shows what it saves.');
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

test('the second tab follows, takes over by a button without losing an edit, and the first follows then', async ({
  page,
  host,
  context,
}) => {
  await visit(page, host);
  await openOrders(page);
  await rename(page, 'From the first');
  const second = await context.newPage();
  await second.goto(host.url);
  await expect(followLine(second)).toBeVisible();
  await expect(title(second, 'From the first')).toBeVisible();
  await expect(second.getByRole('button', { name: 'Notebook' })).toHaveCount(0);
  await expect(followLine(page)).toHaveCount(0);

  await rename(page, 'Changed in the first');
  await expect(title(second, 'Changed in the first')).toBeVisible();

  // An edit made right before the other takes over is written first.
  await rename(page, 'Last words of the first');
  await second.getByRole('button', { name: 'Edit here instead' }).click();
  await expect(followLine(second)).toHaveCount(0);
  await expect(followLine(page)).toBeVisible();
  await expect(title(second, 'Last words of the first')).toBeVisible();
  await rename(second, 'Changed in the second');
  await expect(title(page, 'Changed in the second')).toBeVisible();
  await expect(page.getByLabel('Title of the report')).toHaveCount(0);

  await page.reload();
  await expect(title(page, 'Changed in the second')).toBeVisible();
  await expect(followLine(page)).toBeVisible();
  await second.close();
  await expect(followLine(page)).toHaveCount(0);
  await expectEdits(page, 'Changed in the second');
});

test('without Web Locks each tab says what may happen', async ({ page, host, context }) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined }));
  await visit(page, host);
  const words = /open in more than one tab, and this browser cannot keep the tabs apart/;
  await expect(problem(page, words)).toHaveCount(0);
  const second = await context.newPage();
  await second.goto(host.url);
  await expect(problem(second, words)).toBeVisible();
  await expect(problem(page, words)).toBeVisible();
});
