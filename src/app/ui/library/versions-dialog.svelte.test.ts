import { beforeEach, expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { LibraryItem } from '#core/report/library/types';
import type { Report } from '#core/report/types';
import type { LibraryDesk } from '#app/session/types';
import InWorkspace from '../../../../tests/support/report-harness/InWorkspace.svelte';
import { emptyReport } from '../../../../tests/support/reports';
import { FakeWorkspace, type Facts } from '../../../../tests/support/ui-harness/fake-workspace.svelte';
import { stillLibrary } from '../../../../tests/support/ui-harness/still-desks';
import VersionsDialog from './VersionsDialog.svelte';

beforeEach(() => screen.viewport(390, 844));

const titled = (markdown: string): Report => ({ ...emptyReport, title: 'Tea', cells: [{ id: 't', type: 'text', markdown }] });
const now = titled('as it stands');
const versions: LibraryItem = {
  id: 'tea',
  versions: [
    { at: '2026-03-01T08:00:00.000Z', content: { kind: 'report', report: titled('before the sale') }, name: 'Before the sale' },
    { at: '2026-03-02T08:00:00.000Z', content: { kind: 'report', report: now } },
  ],
};
const other: LibraryItem = {
  id: 'coffee',
  versions: [{ at: '2026-03-03T08:00:00.000Z', content: { kind: 'report', report: { ...now, title: 'Coffee' } }, name: 'Not this one' }],
};

async function open(kept: boolean, facts: Partial<Facts> = {}, items: readonly LibraryItem[] = [versions, other]) {
  const calls: unknown[][] = [];
  const library: LibraryDesk = {
    ...stillLibrary,
    items: items.map((item) => ({ item, readOnly: false })),
    open: () => Promise.resolve(void calls.push(['open'])),
    keepVersion: (name) => Promise.resolve((calls.push(['keep', name]), kept)),
    restoreReport: (report, name) => Promise.resolve(void calls.push(['restore', report, name])),
  };
  const workspace = new FakeWorkspace({ report: now, library, ...facts });
  const given = { onClose: () => void calls.push(['close']) };
  const page = await render(InWorkspace, { workspace, of: VersionsDialog as never, given });
  await expect.element(page.getByRole('dialog')).toBeVisible();
  return { calls, page, field: page.getByRole('textbox') };
}
const names = () => [...document.querySelectorAll('[role=dialog] li b')].map((name) => name.textContent);

test('VS1 the versions of this report stand by name or moment, the newest first, and no others', async () => {
  const { calls } = await open(true);
  expect(calls).toEqual([['open']]);
  expect(names()).toHaveLength(2);
  expect(names()[0]).toMatch(/2 Mar 2026|Mar 2, 2026/);
  expect(names()[1]).toBe('Before the sale');
});

test('VS1 where none is kept it says so', async () => {
  const { page } = await open(true, {}, [other]);
  await expect.element(page.getByText('No version of “Tea” is kept yet.')).toBeVisible();
  expect(names()).toEqual([]);
});

test('VS1 VS2 a version is kept under the name that was typed; a name that is refused stays in the field', async () => {
  const kept = await open(true);
  await kept.field.fill('After the sale');
  await kept.page.getByRole('button', { name: 'Keep this version' }).click();
  expect(kept.calls.at(-1)).toEqual(['keep', 'After the sale']);
  await expect.element(kept.field).toHaveValue('');
});

test('VS2 a name that is refused stays in the field', async () => {
  const { calls, field, page } = await open(false);
  await field.fill('Before the sale');
  await page.getByRole('button', { name: 'Keep this version' }).click();
  await expect.poll(() => calls.at(-1)).toEqual(['keep', 'Before the sale']);
  await expect.element(field).toHaveValue('Before the sale');
});

test('VS3 what restoring would change is shown before; restoring names the version and closes', async () => {
  const { calls, page } = await open(true);
  const shows = page.getByText('What restoring it would change');
  await shows.nth(0).click();
  await expect.element(page.getByText('Nothing differs between this version and the newest.')).toBeVisible();
  await shows.nth(1).click();
  await expect.element(page.getByText('before the sale', { exact: false }).last()).toBeVisible();
  await page.getByRole('button', { name: 'Restore' }).nth(1).click();
  expect(calls.slice(1)).toEqual([['restore', titled('before the sale'), 'Before the sale'], ['close']]);
});

test.each([{ readOnly: true }, { following: true }])('VS3 where the report may not be changed (%o) nothing is restored', async (facts) => {
  const { page } = await open(true, facts);
  await expect.element(page.getByRole('button', { name: 'Restore' })).not.toBeInTheDocument();
  expect(names()).toHaveLength(2);
});
