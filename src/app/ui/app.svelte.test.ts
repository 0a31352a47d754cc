import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import App from './App.svelte';
import { FakeWorkspace, type Facts } from '../../../tests/support/ui-harness/fake-workspace.svelte';
import { scenes } from '../../../tests/support/ui-harness/scenes';

async function open(facts: Partial<Facts> = {}) {
  const workspace = new FakeWorkspace(facts);
  return { workspace, screen: await render(App, { workspace }) };
}
function transferOf(...files: File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}

test('UI1 the page stands while the engine is loading, and says how far it is', async () => {
  const { screen } = await open(scenes.start());
  await expect.element(screen.getByRole('heading', { level: 1 })).toHaveTextContent('What do your customers do');
  await expect.element(screen.getByText('Engine loading, 3.1 MB of 7.2 MB')).toBeVisible();
});

test('UI2 language and theme stand on the page’s root and change with the switches', async () => {
  const { screen } = await open({ theme: 'light' });
  const root = document.documentElement;
  expect([root.lang, root.dataset.theme]).toEqual(['en', 'light']);
  await screen.getByRole('button', { name: '中文' }).click();
  await expect.element(screen.getByRole('heading', { level: 1 })).toHaveTextContent('您的客户在做什么');
  expect(root.lang).toBe('zh-CN');
  await screen.getByRole('button', { name: /外观：浅色/ }).click();
  await expect.poll(() => root.dataset.theme).toBe('dark');
});

test('UI3 a notice is in a live region, its action runs once, and it can be closed', async () => {
  let undone = 0;
  const action = { label: { literal: 'Undo' }, run: () => void undone++ };
  const { workspace, screen } = await open({
    notices: [
      { id: 1, tone: 'info', text: { literal: 'orders.csv was removed.' }, action },
      { id: 2, tone: 'problem', text: { literal: 'The disk is full.' } },
    ],
  });
  await expect.element(screen.getByRole('alert')).toHaveTextContent('The disk is full.');
  await screen.getByRole('button', { name: 'Undo' }).click();
  expect(undone).toBe(1);
  await screen.getByRole('button', { name: 'Close' }).click();
  expect(workspace.notices).toEqual([]);
});

test.each(['start', 'data', 'incoming'] as const)(
  'UI4 UI5 on %s: one primary button; files may be dropped, the page stays',
  async (name) => {
    const { workspace, screen } = await open(scenes[name]('en'));
    await expect.element(screen.getByRole('heading', { level: 1 })).toBeVisible();
    expect(document.querySelectorAll('.button.primary')).toHaveLength(1);
    const dataTransfer = transferOf(new File(['a,b\n1,2'], 'one.csv'), new File(['a\n1'], 'two.csv'));
    document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true, cancelable: true, dataTransfer }));
    await expect.element(screen.getByText('Drop the 2 files to read them')).toBeVisible();
    const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
    document.body.dispatchEvent(drop);
    expect(drop.defaultPrevented).toBe(true);
    await expect.poll(() => workspace.calls).toContainEqual(['dropFiles', 'one.csv', 'two.csv']);
    await expect.element(screen.getByText('Drop the 2 files to read them')).not.toBeInTheDocument();
  },
);

test('UI8 a pasted table becomes a file, a pasted link a report, and a paste into a field stays there', async () => {
  const { workspace, screen } = await open();
  const paste = (target: Element, text: string) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    target.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
  };
  paste(document.body, 'id\tamount\nM1\t12');
  await expect.poll(() => workspace.calls.at(-1)).toEqual(['dropFiles', 'Pasted table.tsv']);
  paste(document.body, 'https://example.org/#r=1.abc');
  await expect.poll(() => workspace.calls.at(-1)).toEqual(['openReportText', 'https://example.org/#r=1.abc', 'link']);
  await screen.getByRole('button', { name: 'Paste a link or choose a file' }).click();
  const field = screen.getByRole('textbox', { name: 'Link or text of the report' });
  await expect.element(field).toBeVisible();
  const before = workspace.calls.length;
  paste(field.element(), 'id\tamount\nM1\t12');
  expect(workspace.calls).toHaveLength(before);
});

test('UI15 a report from a link stands as text, and runs only when the reader agrees', async () => {
  const { workspace, screen } = await open(scenes.incoming());
  await expect.element(screen.getByText('orders.渠道 = 小程序 | 天猫')).toBeVisible();
  await expect.element(screen.getByText(/\*\*Before Monday\.\*\*/)).toBeVisible();
  expect(document.querySelector('main strong, main canvas, main svg.marks')).toBeNull();
  expect(workspace.calls).toEqual([]);
  await screen.getByRole('button', { name: 'Do not open' }).click();
  expect(workspace.calls).toEqual([['declineIncoming']]);
});

test('UI16 the palette finds a command and runs it; a single key does nothing while a person types', async () => {
  const { workspace, screen } = await open();
  await userEvent.keyboard('{Control>}k{/Control}');
  const input = screen.getByRole('combobox');
  await expect.element(input).toBeVisible();
  await userEvent.type(input, 'dark');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => workspace.theme).toBe('dark');
  await screen.getByRole('button', { name: 'Paste a link or choose a file' }).click();
  await userEvent.type(screen.getByRole('textbox'), 'g d?');
  expect(workspace.screen).toBe('start');
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  await userEvent.keyboard('gd');
  await expect.poll(() => workspace.screen).toBe('data');
});
