import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import type { Facts } from '../../../../../tests/support/ui-harness/fake-workspace.svelte';
import App from '../../App.svelte';

let saved: { readonly name: string; readonly blob: Blob }[] = [];
beforeEach(async () => {
  await screen.viewport(1280, 900);
  saved = [];
  let latest: Blob | null = null;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    latest = blob as Blob;
    return 'blob:nothing';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (latest) saved.push({ name: this.download, blob: latest });
  });
});
afterEach(() => vi.restoreAllMocks());

async function open(facts: Partial<Facts> = {}) {
  const workspace = new ReportWorkspace(facts);
  const page = await render(App, { workspace });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeInTheDocument();
  const trigger = (title: string) => page.getByRole('button', { name: `Export “${title}”` });
  return { page, trigger };
}
const REVENUE = 'How does revenue move from month to month?';
const OVERVIEW = 'How is the shop doing?';
const said = (id: string) => document.querySelector(`#cell-${id} footer .said`)?.textContent;
const items = () => [...document.querySelectorAll('[role=menuitem]')].map((item) => item.textContent.trim());

test('EX1 the menu opens, walks and closes by keyboard; a cell without chart offers its table only', async () => {
  const { page, trigger } = await open();
  trigger(REVENUE).element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('menu')).toBeVisible();
  expect(items()).toEqual([
    'Copy chart as a picture',
    'Picture (PNG)',
    'Drawing (SVG)',
    'Copy table',
    'Excel workbook (.xlsx)',
    'CSV for Excel',
    'CSV for programs',
    'Parquet',
    'JSON',
  ]);
  await userEvent.keyboard('{End}');
  await expect.poll(() => document.activeElement?.textContent?.trim()).toBe('JSON');
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(() => document.activeElement?.textContent?.trim()).toBe('Copy chart as a picture');
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('[role=menu]')).toBeNull();
  await expect.element(trigger(REVENUE)).toHaveFocus();

  await trigger(OVERVIEW).click();
  await expect.element(page.getByRole('menu')).toBeVisible();
  expect(items()[0]).toBe('Copy table');
  await userEvent.keyboard('{Escape}');
});

test('EX2 a workbook is saved, and what was done is announced', async () => {
  const { page, trigger } = await open();
  await trigger(REVENUE).click();
  await page.getByRole('menuitem', { name: 'Excel workbook' }).click();
  await expect.poll(() => said('revenue')).toMatch(/^Saved as How does revenue move from month to month.*\.xlsx\.$/);
  expect(saved).toHaveLength(1);
  const parts = unzipSync(new Uint8Array(await saved[0]!.blob.arrayBuffer()));
  expect(Object.keys(parts)).toContain('xl/worksheets/sheet2.xml');
});

test('EX2 PX1 PX2 PX3 a picture is light in the dark too, says what it counts, and a PNG has two pixels for one', async () => {
  document.documentElement.dataset.theme = 'dark';
  const { page, trigger } = await open({ theme: 'dark' });
  await trigger(REVENUE).click();
  await page.getByRole('menuitem', { name: 'Drawing (SVG)' }).click();
  await expect.poll(() => saved.length, { timeout: 20_000 }).toBe(1);
  const svg = new DOMParser().parseFromString(await saved[0]!.blob.text(), 'image/svg+xml');
  expect(svg.querySelector('parsererror')).toBeNull();
  expect(svg.querySelector('rect')?.getAttribute('fill')).toBe('#ffffff');
  const texts = [...svg.querySelectorAll('text')].map((text) => text.textContent).join(' ');
  for (const words of [REVENUE, 'September brought', 'As of 24 Oct 2026']) expect(texts).toContain(words);
  expect(svg.querySelectorAll('script, image, a, foreignObject')).toHaveLength(0);
  const [width, height] = ['width', 'height'].map((name) => Number(svg.documentElement.getAttribute(name)));

  await trigger(REVENUE).click();
  await page.getByRole('menuitem', { name: 'Picture (PNG)' }).click();
  await expect.poll(() => saved.length, { timeout: 20_000 }).toBe(2);
  const bitmap = await createImageBitmap(saved[1]!.blob);
  expect([bitmap.width, bitmap.height]).toEqual([width! * 2, height! * 2]);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  canvas.drawImage(bitmap, 0, 0);
  expect([...canvas.getImageData(2, 2, 1, 1).data]).toEqual([255, 255, 255, 255]);
  // Something is drawn where the title and where the chart stand.
  for (const [top, bottom] of [
    [60, 130],
    [bitmap.height / 2, bitmap.height / 2 + 40],
  ]) {
    const { data } = canvas.getImageData(0, top!, bitmap.width, bottom! - top!);
    expect(data.some((value, at) => at % 4 !== 3 && value < 200)).toBe(true);
  }
  expect(document.querySelectorAll('[inert][data-theme]')).toHaveLength(0);
  document.documentElement.dataset.theme = 'light';
});

test('EX2 PX7 a denied clipboard is said; the chart is saved instead, for the table other ways are named', async () => {
  vi.spyOn(navigator.clipboard, 'write').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
  const { page, trigger } = await open();
  await trigger(REVENUE).click();
  await page.getByRole('menuitem', { name: 'Copy chart' }).click();
  await expect.poll(() => said('revenue'), { timeout: 20_000 }).toContain('so the picture was saved instead');
  expect(saved.map(({ name }) => name.slice(-4))).toEqual(['.png']);
  await trigger(REVENUE).click();
  await page.getByRole('menuitem', { name: 'Copy table' }).click();
  await expect.poll(() => said('revenue')).toContain('does not allow copying here. Choose');
  expect(saved).toHaveLength(1);
});

test('PX7 TX2 copying hands over a picture, and a table in two forms', async () => {
  const written: ClipboardItem[] = [];
  vi.spyOn(navigator.clipboard, 'write').mockImplementation(async (given) => void written.push(...given));
  const { page, trigger } = await open();
  await trigger(REVENUE).click();
  await page.getByRole('menuitem', { name: 'Copy chart' }).click();
  await expect.poll(() => said('revenue'), { timeout: 20_000 }).toContain('on the clipboard');
  await trigger(REVENUE).click();
  await page.getByRole('menuitem', { name: 'Copy table' }).click();
  await expect.poll(() => said('revenue')).toMatch(/^\d+ rows copied/);
  expect(written.map(({ types }) => [...types])).toEqual([['image/png'], ['text/plain', 'text/html']]);
  const html = await (await written[1]!.getType('text/html')).text();
  expect(html).toMatch(/^<table><tr><td/);
});
