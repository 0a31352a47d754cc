import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paint } from '#core/chart/tokens';
import type { ChartView, JsonObject, Part } from '#core/model/presentation';
import { mountChart } from './mount';
import type { ChartError } from './types';
import { type DrawOptions } from './types';

const spec: JsonObject = {
  data: { name: 'rows' },
  width: 'container',
  height: 120,
  encoding: { x: { field: 'month', type: 'ordinal', sort: null }, y: { field: 'revenue', type: 'quantitative' } },
  layer: [
    { mark: { type: 'bar', color: paint('accent') }, encoding: { description: { field: 'words' } } },
    { mark: { type: 'text', aria: false, dy: -8 }, encoding: { text: { field: 'revenue' } } },
  ],
};
const rows = (factor: number) =>
  ['Jan', 'Feb', 'Mar'].map((month, index) => ({
    month,
    revenue: (index + 1) * factor,
    words: `${month}: ${(index + 1) * factor}`,
    part: JSON.stringify({ month }),
  }));
const view = (factor = 10, change: Partial<ChartView> = {}): ChartView => ({
  id: 'revenue',
  spec,
  rows: rows(factor),
  height: 120,
  title: { literal: 'Revenue' },
  caption: { literal: 'Revenue by month' },
  ...change,
});
const options: DrawOptions = { locale: 'en', theme: 'light' };

let host: HTMLElement;
beforeEach(() => {
  document.documentElement.style.setProperty('--accent', 'rgb(11, 93, 120)');
  host = document.createElement('div');
  host.style.width = '640px';
  document.body.append(host);
});
afterEach(() => host.remove());

const words = () =>
  [...host.querySelectorAll('[role="graphics-symbol"][aria-label]:not([aria-roledescription="axis"])')].map((mark) =>
    mark.getAttribute('aria-label'),
  );

describe('a chart on screen', () => {
  it('is SVG in the colours of the page', async () => {
    const chart = await mountChart(host, view(), options);
    expect(words()).toEqual(['Jan: 10', 'Feb: 20', 'Mar: 30']);
    expect(host.querySelector('[aria-roledescription="bar"]')?.getAttribute('fill')).toBe('rgb(11, 93, 120)');
    expect(await chart.svg()).toContain('<svg');
    chart.destroy();
    expect(host.childElementCount).toBe(0);
  });

  it('changes its rows in place and draws anew only for another spec', async () => {
    const chart = await mountChart(host, view(), options);
    const svg = host.querySelector('svg');
    await chart.update(view(20), options);
    expect(words()).toEqual(['Jan: 20', 'Feb: 40', 'Mar: 60']);
    expect(host.querySelector('svg')).toBe(svg);
    await chart.update(view(20, { spec: { ...spec, padding: 20 } }), options);
    expect(host.querySelector('svg')).not.toBe(svg);
    chart.destroy();
  });

  it('DR7 takes another height, with other rows and with the same', async () => {
    const chart = await mountChart(host, view(), options);
    const svg = host.querySelector('svg')!;
    const before = svg.getBoundingClientRect().height;
    await chart.update(view(20, { spec: { ...spec, height: 200 } }), options);
    expect(svg.getBoundingClientRect().height).toBe(before + 80);
    expect(words()).toEqual(['Jan: 20', 'Feb: 40', 'Mar: 60']);
    await chart.update(view(20, { spec: { ...spec, height: 160 } }), options);
    expect(host.querySelector('svg')).toBe(svg);
    expect(svg.getBoundingClientRect().height).toBe(before + 40);
    chart.destroy();
  });

  it('DR4 keeps the order of names and the room of the axis when rows change', async () => {
    const chart = await mountChart(host, view(), options);
    const svg = host.querySelector('svg');
    await chart.update(view(10_000_000, { rows: rows(10_000_000).toReversed() }), options);
    expect(host.querySelector('svg')).toBe(svg);
    expect(words()).toEqual(['Mar: 30000000', 'Feb: 20000000', 'Jan: 10000000']);
    const box = host.getBoundingClientRect();
    const labels = [...host.querySelectorAll('.role-axis-label text')].map((label) => label.getBoundingClientRect());
    expect(labels.length).toBeGreaterThan(4);
    for (const label of labels) expect(label.left).toBeGreaterThanOrEqual(box.left - 0.5);
    const marks = [...host.querySelectorAll('[aria-roledescription="bar"]')].map((mark) => mark.getBoundingClientRect().left);
    expect(marks).toEqual(marks.toSorted((one, other) => one - other));
    const names = [...host.querySelectorAll('.role-axis-label text')].flatMap(({ textContent }) =>
      /^[A-Z]/.test(textContent ?? '') ? [textContent] : [],
    );
    expect(names).toEqual(['Mar', 'Feb', 'Jan']);
    chart.destroy();
  });

  it('draws the narrow form where there is little room', async () => {
    const narrow = { ...spec, layer: [{ mark: 'bar', encoding: { description: { field: 'month' } } }] };
    host.style.width = '390px';
    const chart = await mountChart(host, view(10, { narrow }), options);
    expect(words()).toEqual(['Jan', 'Feb', 'Mar']);
    host.style.width = '700px';
    await expect.poll(words).toEqual(['Jan: 10', 'Feb: 20', 'Mar: 30']);
    chart.destroy();
  });

  it('moves a data cursor with the arrows and opens the customers with Enter', async () => {
    const opened: Part[] = [];
    const chart = await mountChart(host, view(), { ...options, onPart: (part) => opened.push(part) });
    const first = host.querySelector<SVGElement>('[tabindex="0"]')!;
    first.focus();
    const press = (key: string) =>
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    press('ArrowRight');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Feb: 20');
    press('Enter');
    press('End');
    press('Enter');
    expect(opened).toEqual([{ month: 'Feb' }, { month: 'Mar' }]);
    chart.destroy();
  });

  it('refuses a spec that fetches, and leaves nothing behind', async () => {
    const hostile = view(10, { spec: { ...spec, data: { url: '/rows.csv' } } });
    await expect(mountChart(host, hostile, options)).rejects.toMatchObject({ reason: 'gate' } satisfies Partial<ChartError>);
    expect(host.childElementCount).toBe(0);
  });

  it('never makes code from text', async () => {
    const real = globalThis.Function;
    let made = 0;
    globalThis.Function = new Proxy(real, {
      construct: (target, args) => ((made += 1), Reflect.construct(target, args)),
      apply: (target, self, args) => ((made += 1), Reflect.apply(target, self, args)),
    });
    try {
      const chart = await mountChart(
        host,
        view(10, { spec: { ...spec, transform: [{ calculate: 'datum.revenue * 2', as: 'twice' }] } }),
        options,
      );
      chart.destroy();
    } finally {
      globalThis.Function = real;
    }
    expect(made).toBe(0);
  });
});
