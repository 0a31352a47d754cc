import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page as screen } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import type { Facts } from '../../../../../tests/support/ui-harness/fake-workspace.svelte';
import App from '../../App.svelte';

beforeEach(() => screen.viewport(1280, 900));
afterEach(() => vi.restoreAllMocks());
const WORDS = /^[a-z]{4}(-[a-z]{4}){5}$/;

async function open(facts: Partial<Facts> = {}) {
  const copied: string[] = [];
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation((text) => Promise.resolve(void copied.push(text)));
  const workspace = new ReportWorkspace(facts);
  const page = await render(App, { workspace });
  await page.getByRole('button', { name: facts.locale === 'zh-CN' ? '分享' : 'Share', exact: true }).click();
  return { workspace, page, copied, dialog: page.getByRole('dialog') };
}

test('SP11 RP19b beside the passphrase of a link one is suggested, shown in clear, copied, and gone once it is changed', async () => {
  const { workspace, dialog, copied } = await open();
  await dialog.getByRole('checkbox', { name: /Protect with a passphrase Without it/ }).click();
  await dialog.getByRole('button', { name: 'Suggest a passphrase' }).click();
  const field = dialog.getByLabelText('Passphrase', { exact: true });
  const words = (field.element() as HTMLInputElement).value;
  expect(words).toMatch(WORDS);
  await expect.element(dialog.getByText(words, { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy the passphrase' }).click();
  expect(copied).toEqual([words]);
  await dialog.getByRole('button', { name: 'Suggest a passphrase' }).click();
  expect((field.element() as HTMLInputElement).value).not.toBe(words);
  await field.fill('of my own making');
  await expect.element(dialog.getByRole('button', { name: 'Copy the passphrase' })).not.toBeInTheDocument();
  expect(JSON.stringify(workspace.calls)).not.toContain(words);
  expect(location.href + JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(words);
});

test('SP11 SN7 in Chinese, for a page to read, both fields take it', async () => {
  const { dialog } = await open({ locale: 'zh-CN' });
  await dialog.getByRole('checkbox', { name: '用密码保护', exact: true }).click();
  await dialog.getByRole('button', { name: '生成一个密码' }).click();
  const [one, two] = ['密码', '再输入一次'].map((name) => dialog.getByLabelText(name, { exact: true }).element() as HTMLInputElement);
  expect(one!.value).toMatch(WORDS);
  expect(two!.value).toBe(one!.value);
});
