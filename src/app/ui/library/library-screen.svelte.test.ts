import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { LibraryContent, LibraryItem } from '#core/report/library/types';
import type { LibraryDesk } from '#app/session/types';
import App from '../App.svelte';
import { FakeWorkspace, type Facts } from '../../../../tests/support/ui-harness/fake-workspace.svelte';

const definition = (sql: string): LibraryContent => ({
  kind: 'definition',
  definition: { id: 'd1', name: 'Who pays late?', purpose: 'Open orders', form: [], requires: [], steps: [{ id: 'rows', sql }] },
});
const item: LibraryItem = {
  id: 'late',
  versions: [
    { at: '2026-03-01T08:00:00.000Z', content: definition('SELECT 1\nFROM orders') },
    { at: '2026-03-02T08:00:00.000Z', content: definition('SELECT 1\nFROM history') },
  ],
};

async function open(library: Partial<LibraryDesk>, facts: Partial<Facts> = {}) {
  const calls: unknown[][] = [];
  const note =
    (name: string) =>
    (...values: unknown[]) =>
      void calls.push([name, ...values]) as never;
  const desk = {
    items: [],
    incoming: null,
    ...Object.fromEntries(
      ['open', 'keep', 'place', 'rename', 'remove', 'restore', 'exportItems', 'importText', 'accept', 'decline'].map((name) => [
        name,
        note(name),
      ]),
    ),
    ...library,
  } as LibraryDesk;
  const workspace = new FakeWorkspace({ screen: 'library', library: desk, ...facts });
  return { calls, screen: await render(App, { workspace }) };
}
beforeEach(() => page.viewport(390, 844));

test('UI40 an empty library says what it is for', async () => {
  const { screen } = await open({});
  await expect.element(screen.getByRole('heading', { name: 'Nothing is kept here yet' })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Export all' })).not.toBeInTheDocument();
});

test('UI41 an item shows its SQL whole, its versions, and what changed line by line; each deed is asked for its id', async () => {
  const { screen, calls } = await open({ items: [{ item, readOnly: false }] });
  await screen.getByRole('button', { name: /Who pays late/ }).click();
  expect(screen.container.querySelector('pre')?.textContent).toBe('SELECT 1\nFROM history');
  await screen.getByText('What changed since').click();
  await expect.element(screen.getByText('FROM orders')).toBeVisible();
  await screen.getByRole('button', { name: 'Restore this version' }).click();
  await screen.getByRole('button', { name: 'Export', exact: true }).click();
  await screen.getByRole('button', { name: 'Delete' }).click();
  expect(calls).toEqual([
    ['restore', 'late', 0],
    ['exportItems', ['late']],
    ['remove', 'late'],
  ]);
  await expect.element(screen.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible();
});

test('UI42 a file shows all of its SQL and what will happen, in Chinese too, and waits for the answer', async () => {
  const incoming = {
    name: '同事.json',
    items: [{ item, readOnly: false }],
    plan: [{ incoming: item, becomes: 'beside' as const, result: { ...item, id: 'late-2' } }],
  };
  const { screen, calls } = await open({ incoming }, { locale: 'zh-CN' });
  await expect.element(screen.getByRole('heading', { name: '来自“同事.json”' })).toBeVisible();
  await expect.element(screen.getByText('以“Who pays late?”的名字另存，您的不变')).toBeVisible();
  await expect.element(screen.getByText('FROM history')).toBeVisible();
  expect(calls).toEqual([]);
  await screen.getByRole('button', { name: '收入', exact: true }).click();
  expect(calls).toEqual([['accept']]);
});

test('UI43 what comes from a newer version can be looked at only', async () => {
  const { screen } = await open({ items: [{ item, readOnly: true }], incoming: null });
  await screen.getByRole('button', { name: /Who pays late/ }).click();
  await expect.element(screen.getByText('From a newer version of Clientele: can be looked at only.')).toBeVisible();
  for (const name of ['Add to the report', 'Export', 'Rename', 'Delete', 'Restore this version'])
    await expect.element(screen.getByRole('button', { name, exact: true })).not.toBeInTheDocument();
});

test('UI44 the tab that follows says so above every screen and offers to write', async () => {
  const workspace = new FakeWorkspace({ screen: 'library', following: true });
  const screen = await render(App, { workspace });
  await screen.getByRole('button', { name: 'Edit here instead' }).click();
  expect(workspace.calls).toEqual([['takeOver']]);
});
