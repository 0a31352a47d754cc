import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Columns } from '#core/model/columns';
import type { JsonObject } from '#core/model/presentation';
import Kept from '../../../../../tests/support/report-harness/Kept.svelte';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import { regionMonths } from '../../../../../tests/support/report-harness/shop-results';

beforeEach(() => screen.viewport(1280, 1000));

async function open(spec: JsonObject | null = null, columns: Columns = regionMonths()) {
  const kept: (JsonObject | null)[] = [];
  const page = await render(Kept, {
    workspace: new ReportWorkspace(),
    show: 'chart',
    columns,
    spec,
    onKept: (next: unknown) => kept.push(next as JsonObject | null),
  });
  return { page, kept };
}
const BARS: JsonObject = {
  data: { name: 'rows' },
  width: 'container',
  height: 300,
  mark: { type: 'bar', cornerRadius: 2 },
  encoding: { x: { field: 'region', type: 'nominal' }, y: { field: 'revenue', type: 'quantitative', aggregate: 'sum' } },
};
const last = <T>(list: readonly T[]): T => list.at(-1)!;
const encoding = (spec: JsonObject | null) => spec!.encoding as Record<string, JsonObject>;

test('CU1 without a chart the first suggestion is offered with its reason, and one press draws it', async () => {
  const { page, kept } = await open();
  await expect.element(page.getByText('The result is shown as a table now.')).toBeVisible();
  await page.getByRole('button', { name: 'Draw it' }).click();
  expect(encoding(last(kept)).color).toMatchObject({ field: 'region' });
  await expect.element(page.getByRole('button', { name: 'Several lines' })).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => document.querySelectorAll('figure svg').length, { timeout: 15_000 }).toBe(1);
  await page.getByRole('button', { name: 'Take the chart away' }).click();
  expect(last(kept)).toBeNull();
});

test('CU2 a menu puts a column on a channel, and what the form does not know stays', async () => {
  const { page, kept } = await open(BARS);
  await page.getByLabelText('Colour: None').click();
  await page.getByRole('option', { name: 'month' }).click();
  expect(encoding(last(kept)).color).toMatchObject({ field: 'month', type: 'ordinal' });
  expect(last(kept)!.mark).toEqual({ type: 'bar', cornerRadius: 2 });
  await page.getByLabelText('Parts stand').click();
  await page.getByRole('option', { name: 'side by side' }).click();
  expect(encoding(last(kept)).xOffset).toMatchObject({ field: 'month' });
});

test('CU2 a column is dragged onto a channel', async () => {
  const { kept } = await open(BARS);
  const chip = [...document.querySelectorAll<HTMLElement>('.columns li')].find((each) => each.textContent!.includes('month'))!;
  const target = document.querySelector<HTMLElement>('[data-channel=color]')!;
  target.scrollIntoView({ block: 'center' });
  const middle = (node: Element) => {
    const box = node.getBoundingClientRect();
    return { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
  };
  const pointer = (type: string, at: object) =>
    new PointerEvent(type, { bubbles: true, cancelable: true, button: 0, buttons: 1, pointerType: 'mouse', ...at });
  chip.dispatchEvent(pointer('pointerdown', middle(chip)));
  window.dispatchEvent(pointer('pointermove', middle(target)));
  await expect.poll(() => target.classList.contains('over')).toBe(true);
  window.dispatchEvent(pointer('pointerup', middle(target)));
  expect(encoding(last(kept)).color).toMatchObject({ field: 'month' });
  await expect.poll(() => target.classList.contains('over')).toBe(false);
});

test('CU3 settings of a channel: another way to combine, order by value, a title', async () => {
  const { page, kept } = await open(BARS);
  await page.getByRole('button', { name: 'Settings of Upright' }).click();
  await page.getByLabelText('Upright, Combine: Total').click();
  await page.getByRole('option', { name: 'Mean' }).click();
  expect(encoding(last(kept)).y).toMatchObject({ aggregate: 'mean' });
  await page.getByRole('textbox', { name: 'Upright, Title' }).fill('Revenue, €');
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => encoding(last(kept)).y).toMatchObject({ title: 'Revenue, €' });
  await page.getByRole('button', { name: 'Settings of Across' }).click();
  await page.getByLabelText('Across, Order').click();
  await page.getByRole('option', { name: 'Largest number first' }).click();
  expect(encoding(last(kept)).x).toMatchObject({ sort: '-y' });
});

test('CU4 the text follows the form and the form the text; a fault is said with its line and draws nothing new', async () => {
  const { page, kept } = await open(BARS);
  await page.getByRole('button', { name: 'Show as text' }).click();
  const editor = () => document.querySelector<HTMLElement>('[data-spec]')!;
  await expect.poll(() => editor()?.textContent ?? '', { timeout: 15_000 }).toContain('"cornerRadius": 2');
  await page.getByLabelText('Mark: Bars').click();
  await page.getByRole('option', { name: 'Points' }).click();
  await expect.poll(() => editor().textContent).toContain('"point"');
  const before = kept.length;
  editor().focus();
  await userEvent.keyboard('{Control>}a{/Control}');
  await userEvent.keyboard('{Backspace}');
  document.execCommand('insertText', false, '{"mark": "bar", "data": {"url": "x"}}');
  await expect.element(page.getByText('Line 1, column')).toBeVisible();
  expect(kept).toHaveLength(before);
  await userEvent.keyboard('{Control>}a{/Control}');
  document.execCommand(
    'insertText',
    false,
    '{"data": {"name": "rows"}, "mark": "line", "encoding": {"x": {"field": "region", "type": "nominal"}}}',
  );
  await expect.element(page.getByLabelText('Mark: Line')).toBeVisible();
  expect(last(kept)).toMatchObject({ mark: 'line' });
  // The text stays as the person wrote it.
  expect(editor().textContent).toContain('{"data": {"name": "rows"}');
});

test('CU5 a chart beyond the form says what it met and stays open as text', async () => {
  const { page } = await open({ data: { name: 'rows' }, layer: [{ mark: 'bar' }, { mark: 'rule' }], encoding: BARS.encoding! });
  await expect.element(page.getByText('This chart holds more than the builder can show (layer).')).toBeVisible();
  await expect.poll(() => document.querySelector('[data-spec]')?.textContent ?? '', { timeout: 15_000 }).toContain('"rule"');
});

test('CU6 a phone shows the builder without a sideways scroll', async () => {
  await screen.viewport(390, 844);
  await open(BARS);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});
