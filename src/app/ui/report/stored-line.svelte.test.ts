import { beforeEach, expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { StoredResults } from '#edge/share/site/stored-results';
import InWorkspace from '../../../../tests/support/report-harness/InWorkspace.svelte';
import { ReportWorkspace } from '../../../../tests/support/report-harness/report-workspace.svelte';
import type { Facts } from '../../../../tests/support/ui-harness/fake-workspace.svelte';
import StoredLine from './StoredLine.svelte';

beforeEach(() => screen.viewport(1280, 900));

type Stored = NonNullable<Facts['stored']>;
const stored = (data: Stored['data'], protection: StoredResults['protection'] = null): Stored => ({
  data,
  results: { made: { day: '2026-11-22' }, protection } as StoredResults,
});
async function open(facts: Partial<Facts>) {
  const workspace = new ReportWorkspace(facts);
  const page = await render(InWorkspace, { workspace, of: StoredLine as never, given: {} });
  return { workspace, page, line: () => document.querySelector('[role=status]')?.textContent?.replace(/\s+/g, ' ').trim() };
}
const OWN = 'Add files of my own';

test('PV2 numbers that were counted here have no line', async () => {
  const { line } = await open({ stored: null });
  expect(line()).toBeUndefined();
});

test('PV2 stored numbers without data say their day, that nothing can be opened, and lead to files of one’s own', async () => {
  const { workspace, page, line } = await open({ stored: stored('none') });
  expect(line()).toBe(
    `These numbers were made on 22 Nov 2026. The data are not part of this page: no number can be opened, and what you change waits until you add files of your own. ${OWN}`,
  );
  await page.getByRole('button', { name: OWN }).click();
  expect(workspace.screen).toBe('data');
});

test('PV2 while the data are loaded it says so, and asks for nothing', async () => {
  const { line } = await open({ stored: stored('loading') });
  expect(line()).toBe('These numbers were made on 22 Nov 2026. The data are being loaded; fresh numbers take their place as they come.');
});

test('PV2 data that did not come are said, with the same way out', async () => {
  const { line } = await open({ stored: stored('failed') });
  expect(line()).toBe(`These numbers were made on 22 Nov 2026. The data of this page could not be loaded. ${OWN}`);
});

test('SR6 what was taken out before publishing is said, with its words, in the reader’s language', async () => {
  const told = [{ key: 'privacy_told_numbers', values: { n: 3, k: '5' } } as const];
  const { line, workspace } = await open({ locale: 'zh-CN', stored: stored('loading', { k: 5, told }) });
  expect(line()).toContain('2026年11月22日');
  expect(line()).toContain(workspace.say(told[0]!));
  expect(line()).toMatch(/5/);
  expect(line()).not.toMatch(/[A-Za-z]{4}/);
});
