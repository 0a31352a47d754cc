import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { LockDesk } from '#app/session/lock-types';
import { noLock } from '../../../../tests/support/ui-harness/still-desks';
import { FakeWorkspace } from '../../../../tests/support/ui-harness/fake-workspace.svelte';
import App from '../App.svelte';

const calls: unknown[][] = [];
async function open(lock: Partial<LockDesk>, locale: 'en' | 'zh-CN' = 'en') {
  calls.length = 0;
  const note =
    (name: string) =>
    async (...given: unknown[]) =>
      void calls.push([name, ...given]);
  const desk: LockDesk = {
    ...noLock,
    unlock: note('unlock'),
    forget: note('forget'),
    lockNow: note('lockNow'),
    set: async (...given) => (calls.push(['set', ...given]), true),
    ...lock,
  };
  const workspace = new FakeWorkspace({ locale, lock: desk });
  return { workspace, screen: await render(App, { workspace }) };
}

test('LW1 LW3 locked: only the question stands; Enter tries, and the field keeps the focus and what was typed', async () => {
  const { workspace, screen } = await open({ state: 'locked' });
  await expect.element(screen.getByRole('heading', { level: 1 })).toHaveTextContent('What is kept here is locked');
  await expect.element(screen.getByText('Drop files')).not.toBeInTheDocument();
  const field = screen.getByLabelText('Passphrase', { exact: true });
  await expect.element(field).toHaveFocus();
  await expect.element(screen.getByRole('button', { name: 'Open', exact: true })).toBeDisabled();
  await userEvent.keyboard('tea house{Enter}');
  expect(calls).toEqual([['unlock', 'tea house']]);
  workspace.facts = { ...workspace.facts, lock: { ...workspace.lock, issues: [{ code: 'issue_lock_wrong' }] } };
  await expect.element(screen.getByRole('alert')).toHaveTextContent('This passphrase does not open it.');
  await expect.element(field).toHaveFocus();
  await expect.element(field).toHaveValue('tea house');
  // Nothing can be dropped, and no key of the page does anything.
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['a,b\n1,2'], 'one.csv'));
  for (const type of ['dragenter', 'drop'])
    document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  await userEvent.keyboard('{Control>}k{/Control}');
  expect(workspace.calls.filter(([method]) => method === 'dropFiles')).toEqual([]);
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
});

test('LW2 LW4 a link is said to wait; deleting takes a second word', async () => {
  const { screen } = await open({ state: 'locked', waiting: true }, 'zh-CN');
  await expect.element(screen.getByText('您通过链接打开的报告会等到解锁之后。')).toBeVisible();
  await screen.getByRole('button', { name: '我不知道密码' }).click();
  await expect.element(screen.getByRole('button', { name: '保留' })).toHaveFocus();
  expect(calls).toEqual([]);
  await screen.getByRole('button', { name: '删除保存的内容，重新开始' }).click();
  expect(calls).toEqual([['forget']]);
});

test('the first paint of a page that was locked is this screen, before storage answers', async () => {
  const { screen } = await open({ state: 'looking' });
  await expect.element(screen.getByRole('heading', { level: 1 })).toHaveTextContent('What is kept here is locked');
  await userEvent.keyboard('early{Enter}');
  // What is typed by then is tried as soon as it does.
  expect(calls).toEqual([['unlock', 'early']]);
});

test('ST30 LW7 setting: twice the same and long enough; what a forgotten one means is said', async () => {
  const { screen } = await open({});
  await screen.getByRole('button', { name: 'Lock it with a passphrase' }).click();
  await expect.element(screen.getByText('A forgotten passphrase cannot be recovered', { exact: false })).toBeVisible();
  const [first, again] = [screen.getByLabelText('Passphrase', { exact: true }), screen.getByLabelText('The same once more')];
  await first.fill('1234567');
  await again.fill('1234567');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('alert')).toHaveTextContent('at least 8 characters');
  await first.fill('lantern orchid');
  await again.fill('lantern orchis');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('alert')).toHaveTextContent('not the same');
  expect(calls).toEqual([]);
  await again.fill('lantern orchid');
  await userEvent.keyboard('{Enter}');
  expect(calls).toEqual([['set', 'lantern orchid', null]]);
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
});

test('changing and taking off need the passphrase of now; “lock now” needs nothing', async () => {
  const { screen } = await open({ state: 'open', set: async (...given) => (calls.push(['set', ...given]), false) });
  await screen.getByRole('button', { name: 'Lock now' }).click();
  await screen.getByRole('button', { name: 'Change or take off the passphrase' }).click();
  await screen.getByLabelText('New passphrase').fill('a new passphrase');
  await screen.getByLabelText('The same once more').fill('a new passphrase');
  await expect.element(screen.getByRole('button', { name: 'Change', exact: true })).toBeDisabled();
  await expect.element(screen.getByRole('button', { name: 'Take it off' })).toBeDisabled();
  await screen.getByLabelText('Passphrase now').fill('the old one');
  await screen.getByRole('button', { name: 'Change', exact: true }).click();
  await screen.getByRole('button', { name: 'Take it off' }).click();
  expect(calls).toEqual([['lockNow'], ['set', 'a new passphrase', 'the old one'], ['set', null, 'the old one']]);
});

test('ST30 a page that cannot encrypt offers no lock and says why', async () => {
  const { screen } = await open({ possible: false });
  await expect.element(screen.getByText('because the page was not opened over https', { exact: false })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Lock it with a passphrase' })).not.toBeInTheDocument();
});
