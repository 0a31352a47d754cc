import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '#core/model/presentation';
import { builderChange, channelState } from '../../../../tests/support/chart-states';
import { compileChart } from '../../../../tests/support/compile-chart';
import { runs } from '../../../../tests/support/seeded';
import { checkSpec } from '../gate';
import { readBuilder } from './read';
import { CHANNELS, MARKS, plainChannel, type BuilderChange, type BuilderState } from './state';
import { applyChange, tidy } from './tidy';
import { emptySpec, writeBuilder } from './write';

const write = (spec: JsonObject, change: BuilderChange): JsonObject => {
  const written = writeBuilder(spec, change);
  if (!written.ok) throw new Error(JSON.stringify(written.issues));
  return written.value;
};
const read = (spec: JsonObject): BuilderState => {
  const state = readBuilder(spec);
  if (!state.ok) throw new Error(JSON.stringify([state.issues, spec]));
  return state.value;
};
const changes = fc.array(builderChange, { minLength: 1, maxLength: 4 });

describe('the spec is the truth', () => {
  it('CB40 CB42 reads what was written, change after change, and every spec passes the gate and Vega-Lite without a warning', () => {
    const made = new Map<string, number>();
    const count = (key: string) => made.set(key, (made.get(key) ?? 0) + 1);
    fc.assert(
      fc.property(changes, (list) => {
        let spec = emptySpec();
        for (const change of list) {
          const expected = applyChange(read(spec), change);
          spec = write(spec, change);
          expect(read(spec)).toEqual(expected);
          expect(checkSpec(spec).ok).toBe(true);
          expect(compileChart(spec, []).warnings).toEqual([]);
          count(expected.mark);
          if (expected.stack) count(expected.stack);
          if (expected.colour) count(expected.colour.meaning);
          for (const name of Object.keys(expected.channels)) count(`${expected.mark} ${name}`);
        }
      }),
      runs(4000),
    );
    for (const mark of MARKS) expect([mark, (made.get(mark) ?? 0) > 10]).toEqual([mark, true]);
    for (const key of ['zero', 'normalise', 'none', 'beside', 'categories', 'sequence', 'ordered', 'one'])
      expect([key, (made.get(key) ?? 0) > 3]).toEqual([key, true]);
    for (const name of CHANNELS)
      expect([name, [...made].some(([key, times]) => key.endsWith(` ${name}`) && times > 3)]).toEqual([name, true]);
  });

  it('CB42 putting in order twice changes nothing more', () => {
    fc.assert(
      fc.property(builderChange, builderChange, (first, second) => {
        const empty: BuilderState = { mark: 'bar', channels: {}, colour: null, stack: null };
        const state = applyChange(applyChange(empty, first), second);
        expect(tidy(state)).toEqual(state);
      }),
      runs(5000),
    );
  });

  it('CB40 shows a channel as it was set, wherever it contradicts nothing', () => {
    let shown = 0;
    fc.assert(
      fc.property(fc.constantFrom('x' as const, 'y' as const, 'color' as const), channelState, (name, channel) => {
        const contradicts =
          (channel.column === null || channel.aggregate === 'count' ? channel.column !== null || channel.aggregate !== 'count' : false) ||
          [channel.aggregate, channel.bin, channel.timeUnit].filter((part) => part !== null).length > 1 ||
          (channel.aggregate !== null || channel.bin !== null ? channel.type !== 'quantitative' : false) ||
          (channel.timeUnit !== null && channel.type !== 'temporal' && channel.type !== 'ordinal') ||
          (channel.sort !== null && (channel.sort.startsWith('value') || channel.type === 'quantitative' || channel.type === 'temporal')) ||
          (channel.format !== null && channel.type !== 'quantitative');
        if (contradicts) return;
        shown += 1;
        expect(read(write(emptySpec(), { mark: 'point', channels: { [name]: channel } })).channels[name]).toEqual(channel);
      }),
      runs(20_000),
    );
    expect(shown).toBeGreaterThan(20);
  });

  it('CB41 keeps every part that it does not know', () => {
    const planted: JsonObject = {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      data: { name: 'rows' },
      description: 'mine',
      width: 512,
      height: 222,
      padding: 5,
      params: [{ name: 'limit', value: 3 }],
      transform: [{ filter: 'datum.revenue > limit' }],
      mark: { type: 'bar', cornerRadius: 2, opacity: 0.7 },
      encoding: {
        x: { field: 'region', type: 'nominal', axis: { labelAngle: -30, title: 'Where' }, scale: { paddingInner: 0.3 } },
        y: { field: 'revenue', type: 'quantitative', aggregate: 'sum', axis: { tickCount: 3, format: ',d' }, scale: { nice: false } },
        color: { field: 'kind', type: 'nominal', scale: { reverse: true }, legend: { columns: 2 } },
        tooltip: [{ field: 'note', type: 'nominal' }],
        opacity: { value: 0.9 },
      },
    };
    const at = (spec: JsonObject, path: string): JsonValue | undefined =>
      path.split('.').reduce<JsonValue | undefined>((value, key) => (value as Record<string, JsonValue> | undefined)?.[key], spec);
    const everywhere = [
      '$schema',
      'description',
      'width',
      'height',
      'padding',
      'params',
      'transform',
      'encoding.tooltip',
      'encoding.opacity',
    ];
    const inChannels = [
      'encoding.x.axis.labelAngle',
      'encoding.x.scale.paddingInner',
      'encoding.y.axis.tickCount',
      'encoding.y.scale.nice',
    ];
    const own = [...inChannels, 'encoding.color.scale.reverse', 'encoding.color.legend.columns'];
    let kept = 0;
    fc.assert(
      fc.property(builderChange, (change) => {
        const spec = write(planted, change);
        const state = read(spec);
        for (const path of everywhere) expect([path, at(spec, path)]).toEqual([path, at(planted, path)]);
        const mark = at(spec, 'mark') ?? at(spec, 'layer.0.mark');
        expect(mark).toMatchObject({ cornerRadius: 2, opacity: 0.7 });
        const before = read(planted);
        for (const path of own) {
          const name = path.split('.')[1] as 'x' | 'y' | 'color';
          const same = state.channels[name] && change.channels?.[name] !== null && state.mark !== 'arc';
          if (!same || (state.colour?.meaning === 'one' && path.includes('legend'))) continue;
          expect([path, at(spec, path)]).toEqual([path, at(planted, path)]);
          kept += 1;
        }
        if (
          !change.channels?.y &&
          state.mark !== 'boxplot' &&
          state.mark !== 'arc' &&
          state.channels.y?.format === before.channels.y?.format
        )
          expect(at(spec, 'encoding.y.axis.format')).toBe(',d');
      }),
      runs(4000),
    );
    expect(kept).toBeGreaterThan(400);
    expect(read(planted)).toMatchObject({ mark: 'bar', stack: 'zero', channels: { x: { title: 'Where' }, y: { format: 'other' } } });
  });

  it('CB41 lets a channel that is removed take its extras with it', () => {
    const spec = write(
      { ...emptySpec(), encoding: { x: { field: 'a', type: 'nominal', scale: { padding: 1 } } } },
      { channels: { x: null } },
    );
    expect(spec.encoding).toEqual({});
  });

  const x = plainChannel('region', 'nominal');
  const y = { ...plainChannel('revenue', 'quantitative'), aggregate: 'sum' as const };

  it('writes what a person would write', () => {
    const change: BuilderChange = {
      mark: 'bar',
      channels: { x: { ...x, sort: 'value_down' }, y: { ...y, format: 'money' }, color: plainChannel('kind', 'nominal') },
      stack: 'beside',
    };
    expect(write(emptySpec(), change)).toEqual({
      data: { name: 'rows' },
      width: 'container',
      height: 300,
      mark: { type: 'bar' },
      encoding: {
        x: { field: 'region', type: 'nominal', sort: '-y' },
        y: { field: 'revenue', type: 'quantitative', aggregate: 'sum', stack: null, axis: { format: ',.2~f' } },
        color: { field: 'kind', type: 'nominal', legend: { orient: 'top' } },
        xOffset: { field: 'kind', type: 'nominal' },
      },
    });
    const labelled = write(emptySpec(), { mark: 'bar', channels: { y: x, x: y, text: { ...y, format: 'money' } } });
    expect(labelled).toMatchObject({
      layer: [
        { mark: { type: 'bar' } },
        { mark: { type: 'text', dx: 6, align: 'left' }, encoding: { text: { field: 'revenue', aggregate: 'sum', format: ',.2~f' } } },
      ],
    });
    expect(write(labelled, { channels: { text: null } })).not.toHaveProperty('layer');
  });

  it('CB44 says one value in accent by a predicate, whatever it is called', () => {
    const spec = write(emptySpec(), {
      mark: 'bar',
      channels: { x: plainChannel('group', 'nominal'), y, color: plainChannel('group', 'nominal') },
      colour: { meaning: 'one', said: 'event' },
    });
    expect((spec.encoding as JsonObject).color).toEqual({
      field: 'group',
      type: 'nominal',
      scale: { range: [{ expr: 'unknown' }] },
      condition: { test: { field: 'group', equal: 'event' }, value: { expr: 'accent' } },
      legend: null,
    });
    const other = write(spec, { channels: { color: plainChannel('kind', 'nominal') } });
    expect((other.encoding as JsonObject).color).toEqual({ field: 'kind', type: 'nominal', legend: { orient: 'top' } });
  });

  it('moves number and name between axes and arc', () => {
    const arc = write(write(emptySpec(), { mark: 'bar', channels: { x, y } }), { mark: 'arc' });
    expect(Object.keys(arc.encoding as JsonObject)).toEqual(['theta', 'color']);
    expect(read(write(arc, { mark: 'bar' })).channels).toMatchObject({ x: { column: 'region' }, y: { column: 'revenue' } });
  });

  it('gives panels a width of their own, and the page its width back', () => {
    const spec = write(emptySpec(), { channels: { x, y, column: plainChannel('kind', 'nominal') } });
    expect(spec.width).toBe(200);
    expect(write(spec, { channels: { column: null } }).width).toBe('container');
  });

  it('CB45 reads a local time unit as its UTC twin', () => {
    const spec = { ...emptySpec(), encoding: { x: { field: 'day', type: 'temporal', timeUnit: 'yearmonth' } } };
    expect(read(spec).channels.x?.timeUnit).toBe('month');
    expect(write(spec, {})).toMatchObject({ encoding: { x: { timeUnit: 'utcyearmonth' } } });
  });

  it.each<[string, JsonObject, string]>([
    ['three layers', { layer: [{ mark: 'bar' }, { mark: 'rule' }, { mark: 'text' }] }, 'layer'],
    ['a concatenation', { hconcat: [] }, 'hconcat'],
    ['a facet operator', { facet: { field: 'a' }, spec: { mark: 'bar' } }, 'facet'],
    ['an end', { mark: 'bar', encoding: { x: { field: 'a' }, x2: { field: 'b' } } }, 'x2'],
    ['another mark', { mark: 'trail' }, 'trail'],
    ['a value instead of a column', { mark: 'bar', encoding: { x: { value: 3 } } }, 'field: 3'],
    ['a path into an object', { mark: 'bar', encoding: { x: { field: 'a.b' } } }, 'field: "a.b"'],
    ['another aggregate', { mark: 'bar', encoding: { x: { field: 'a', aggregate: 'stdev' } } }, 'stdev'],
    ['bins by step', { mark: 'bar', encoding: { x: { field: 'a', bin: { step: 5 } } } }, 'bin'],
    ['a sort by another field', { mark: 'bar', encoding: { x: { field: 'a', sort: { field: 'b' } } } }, 'sort'],
    ['a sort by list', { mark: 'bar', encoding: { x: { field: 'a', sort: ['b'] } } }, 'sort'],
    [
      'another condition',
      { mark: 'bar', encoding: { color: { field: 'a', condition: { test: 'datum.a > 3', value: 'x' } } } },
      'condition',
    ],
    ['an offset of its own', { mark: 'bar', encoding: { x: { field: 'a' }, xOffset: { field: 'b' } } }, 'offset'],
    ['a time unit by weeks', { mark: 'bar', encoding: { x: { field: 'a', timeUnit: 'yearweek' } } }, 'timeUnit'],
    ['size on a bar', { mark: 'bar', encoding: { size: { field: 'a', type: 'quantitative' } } }, 'size'],
    [
      'means that are stacked',
      {
        mark: 'bar',
        encoding: {
          x: { field: 'a' },
          y: { field: 'b', type: 'quantitative', aggregate: 'mean', stack: 'zero' },
          color: { field: 'c' },
        },
      },
      'stack',
    ],
  ])('CB43 says that %s is beyond it', (_what, part, name) => {
    const { mark: _mark, ...rest } = emptySpec();
    const spec = { ...rest, ...part };
    const state = readBuilder(spec);
    expect(state.ok).toBe(false);
    if (state.ok) return;
    expect(state.issues[0]).toMatchObject({ code: 'issue_builder_beyond' });
    expect(String(state.issues[0]?.values?.what)).toContain(name);
    expect(writeBuilder(spec, { mark: 'bar' }).ok).toBe(false);
  });

  it('CB5 refuses a column that a chart cannot carry, and CB47 what the gate refuses', () => {
    expect(writeBuilder(emptySpec(), { channels: { x: plainChannel("it's", 'nominal') } })).toMatchObject({
      ok: false,
      issues: [{ code: 'issue_builder_column' }],
    });
    expect(writeBuilder(emptySpec(), { channels: { x: { ...x, title: 'url(x)' } } })).toMatchObject({
      ok: false,
      issues: [{ code: 'issue_chart_refused' }],
    });
  });
});
