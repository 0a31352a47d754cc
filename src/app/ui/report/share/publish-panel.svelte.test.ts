import { beforeEach, expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { fail, succeed, type Result } from '#core/model/result';
import type { Publishable, PublishChoice, PublishProgress } from '#app/session/types';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import App from '../../App.svelte';

beforeEach(() => screen.viewport(1280, 900));

const file = (id: string, more: Partial<Publishable['files'][number]> = {}): Publishable['files'][number] => ({
  id,
  name: `${id}.csv`,
  bytes: 2_500_000,
  headers: ['Order', 'Phone'],
  held: [],
  personal: [],
  ...more,
});

/** The share dialog over a report with these files; `made` says how publishing ends. */
async function open(
  offer: Partial<Publishable>,
  made: () => Promise<Result<boolean>> = async () => succeed(true),
  locale: 'en' | 'zh-CN' = 'en',
) {
  const asked: PublishChoice[] = [];
  let progress: PublishProgress | null = null;
  const publishing = {
    offer: { cells: 4, finished: 4, files: [], ...offer },
    publish: (choice: PublishChoice, given: PublishProgress) => {
      asked.push(choice);
      progress = given;
      return made();
    },
  };
  const workspace = new ReportWorkspace({ publishing, locale });
  const page = await render(App, { workspace });
  await page.getByRole('button', { name: locale === 'en' ? 'Share' : '分享', exact: true }).click();
  return { page, dialog: page.getByRole('dialog'), asked, progress: () => progress! };
}

test('PB1 the results go by default, and what is made is said', async () => {
  const { dialog, asked } = await open({});
  await expect.element(dialog.getByRole('radio', { name: /^Report and results/ })).toBeChecked();
  await dialog.getByRole('button', { name: 'Make the zip' }).click();
  await expect.element(dialog.getByText(/^Saved\. Unpack it/)).toBeVisible();
  expect(asked).toEqual(['results']);
});

test('PB5 data leave only after a tick for each file that names its columns; a file with a masked column cannot be ticked', async () => {
  const { dialog, asked } = await open({ files: [file('orders', { personal: ['Phone'] }), file('people')] });
  await dialog.getByRole('radio', { name: /^Report, results and data/ }).click();
  const make = dialog.getByRole('button', { name: 'Make the zip' });
  await expect.element(make).toBeDisabled();
  await expect.element(dialog.getByText('Phone: seems to be personal data')).toBeVisible();
  await dialog.getByRole('checkbox', { name: /orders\.csv.*Order, Phone/ }).click();
  await expect.element(make).toBeDisabled();
  await dialog.getByRole('checkbox', { name: /people\.csv/ }).click();
  await make.click();
  expect(asked).toEqual(['data']);
});

test('PB5 a file with a masked column does not leave', async () => {
  const { dialog } = await open({ files: [file('orders', { held: ['Phone'] })] });
  await dialog.getByRole('radio', { name: /^Report, results and data/ }).click();
  await expect.element(dialog.getByRole('checkbox', { name: /orders\.csv/ })).toBeDisabled();
  await expect.element(dialog.getByText('masked or left out here, so this file does not leave: Phone')).toBeVisible();
  await expect.element(dialog.getByRole('button', { name: 'Make the zip' })).toBeDisabled();
});

test('without a result the report alone can be published', async () => {
  const { dialog, asked } = await open({ finished: 0 });
  const make = dialog.getByRole('button', { name: 'Make the zip' });
  await expect.element(make).toBeDisabled();
  await expect.element(dialog.getByText('0 of 4 cells have a result.')).toBeVisible();
  await dialog.getByRole('radio', { name: /^The report only/ }).click();
  await make.click();
  expect(asked).toEqual(['nothing']);
});

test('PB7 it can be cancelled, and shows how far it is', async () => {
  let end = (_made: Result<boolean>): void => undefined;
  const { dialog, progress } = await open({}, () => new Promise((resolve) => (end = resolve)));
  await dialog.getByRole('button', { name: 'Make the zip' }).click();
  progress().onProgress(0.5);
  await expect.element(dialog.getByRole('progressbar')).toHaveAttribute('value', '0.5');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(progress().signal.aborted).toBe(true);
  end(succeed(false));
  await expect.element(dialog.getByText('Cancelled. Nothing was saved.')).toBeVisible();
});

test('PB2 what stood in the way is said, in Chinese too', async () => {
  const { dialog } = await open({}, async () => fail({ code: 'issue_site_changed', values: { path: 'assets/a.js' } }), 'zh-CN');
  await dialog.getByRole('button', { name: '生成压缩包' }).click();
  await expect.element(dialog.getByText(/页面自身的文件 assets\/a\.js 与构建时不同/)).toBeVisible();
});
