import type { HostileDocument } from './types';

interface Bomb {
  readonly name: string;
  readonly tries: string;
  readonly spec: object;
  readonly rows?: number;
  readonly ends?: HostileDocument['ends'];
}

const x = { field: 'b', type: 'quantitative' };
const y = { field: 'a', type: 'nominal' };
const point = { mark: 'point', encoding: { x, y: x } };
const axis = (more: object, type = 'quantitative') => ({
  mark: 'point',
  encoding: { x: { field: type === 'temporal' ? 't' : 'b', type, axis: more }, y: x },
});
const scale = (more: object, channel = 'x') => ({ mark: 'point', encoding: { x, y: x, [channel]: { ...x, scale: more } } });
const transform = (...steps: readonly object[]) => ({ ...point, transform: steps });
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const nested = (levels: number): object => (levels === 0 ? point : { layer: [nested(levels - 1)] });

/** Specs that would have the page count, copy or draw for ever. */
export const bombs: readonly Bomb[] = [
  {
    name: 'ticks-interval',
    tries: 'asks for ticks of a millisecond over years',
    spec: axis({ tickCount: { interval: 'millisecond', step: 1 } }, 'temporal'),
  },
  { name: 'ticks-name', tries: 'asks for ticks by the name of an interval', spec: axis({ tickCount: 'millisecond' }, 'temporal') },
  { name: 'ticks-number', tries: 'asks for a thousand million ticks', spec: axis({ tickCount: 1e9 }) },
  { name: 'ticks-worked-out', tries: 'works the number of ticks out', spec: axis({ tickCount: { expr: '1e9' } }) },
  {
    name: 'legend-ticks',
    tries: 'asks for a thousand million entries of a legend',
    spec: { mark: 'point', encoding: { x, y: x, color: { ...x, legend: { tickCount: 1e9 } } } },
  },
  { name: 'scale-bins', tries: 'cuts a scale into endless bins', spec: scale({ bins: { start: 0, stop: 5000, step: 1e-9 } }) },
  {
    name: 'scale-scheme',
    tries: 'takes a thousand million colours',
    spec: scale({ type: 'quantize', scheme: { name: 'blues', count: 1e9 } }, 'color'),
  },
  { name: 'quantile-step', tries: 'asks for quantiles in endless steps', spec: transform({ quantile: 'b', step: 1e-9, as: ['p', 'v'] }) },
  {
    name: 'quantile-list',
    tries: 'asks for thousands of quantiles',
    spec: transform({ quantile: 'b', probs: many(6000, () => 0.5) }),
  },
  { name: 'fold-wide', tries: 'folds two hundred fields', spec: transform({ fold: many(200, (at) => `f${at}`) }) },
  {
    name: 'fold-twice',
    tries: 'folds what was folded',
    spec: transform({ fold: many(20, (at) => `f${at}`) }, { fold: many(20, (at) => `g${at}`) }),
  },
  { name: 'layers', tries: 'draws all rows in fifty layers', spec: { layer: many(50, () => point) } },
  { name: 'views', tries: 'draws all rows in fifty views', spec: { hconcat: many(50, () => point) } },
  { name: 'views-hundreds', tries: 'asks for three hundred views', spec: { vconcat: many(300, () => ({ mark: 'point' })) } },
  { name: 'facet', tries: 'makes five thousand small charts', spec: { facet: y, spec: point } },
  {
    name: 'facet-row',
    ends: 'harmless',
    tries: 'makes five thousand rows of charts',
    spec: { mark: 'point', encoding: { x, y: x, row: y } },
  },
  {
    name: 'facet-both',
    tries: 'makes a chart for every pair',
    spec: { mark: 'point', encoding: { x, y: x, row: y, column: { field: 't', type: 'nominal' } } },
  },
  { name: 'format-width', tries: 'pads a label to a thousand million characters', spec: axis({ format: '999999999d' }) },
  { name: 'format-call', tries: 'pads by a call', spec: transform({ calculate: "format(datum.b, '999999999d')", as: 'z' }) },
  { name: 'format-data', tries: 'takes the format from the rows', spec: transform({ calculate: 'format(datum.b, datum.a)', as: 'z' }) },
  { name: 'format-joined', tries: 'joins the format together', spec: transform({ calculate: "format(1, '9' + '99999999d')", as: 'z' }) },
  {
    name: 'format-nested',
    tries: 'hides a call of format in another',
    spec: transform({ calculate: "length(format(1, if(true, '999999999d', '')))", as: 'z' }),
  },
  {
    name: 'doubling',
    tries: 'doubles a text thirty times',
    ends: 'harmless',
    spec: {
      transform: many(30, () => ({ calculate: 'datum.c + datum.c', as: 'c' })),
      mark: 'text',
      encoding: { x, y: x, text: { field: 'c', type: 'nominal' } },
    },
    rows: 1000,
  },
  {
    name: 'doubling-shown',
    tries: 'shows a text of sixteen million characters that was one',
    ends: 'harmless',
    spec: {
      transform: many(24, () => ({ calculate: 'datum.c + datum.c', as: 'c' })),
      mark: 'text',
      encoding: { x, y: x, text: { field: 'c', type: 'nominal' } },
    },
    rows: 10,
  },
  {
    name: 'long-text',
    tries: 'writes a long text on every mark',
    ends: 'harmless',
    spec: { mark: { type: 'text', text: { expr: many(100, () => 'datum.a + datum.a').join(' + ') } }, encoding: { x, y: x } },
    rows: 1000,
  },
  {
    name: 'window-median',
    tries: 'sorts all rows for every row',
    spec: transform({ window: [{ op: 'median', field: 'b', as: 'z' }], frame: [-5000, 5000] }),
  },
  {
    name: 'window-values',
    tries: 'copies all rows into every row',
    spec: transform({ window: [{ op: 'values', as: 'z' }], frame: [null, null] }),
  },
  {
    name: 'one-of',
    tries: 'compares every row with six thousand values',
    spec: transform({ filter: { field: 'a', oneOf: many(6000, (at) => `${at}`) } }),
  },
  {
    name: 'sort-list',
    tries: 'sorts by a list of six thousand',
    spec: { mark: 'bar', encoding: { x: { ...y, sort: many(6000, (at) => `v${at}`) }, y: x } },
  },
  {
    name: 'conditions',
    ends: 'harmless',
    tries: 'asks seven hundred conditions of every mark',
    spec: {
      mark: 'point',
      encoding: { x, y: x, color: { condition: many(700, () => ({ test: 'datum.b > 1', value: 'red' })), value: 'red' } },
    },
  },
  { name: 'nested', tries: 'nests layers in layers', spec: nested(100), ends: 'refused' },
  { name: 'nested-little', ends: 'harmless', tries: 'nests layers as deep as a document may be', spec: nested(8) },
  { name: 'width', tries: 'asks for a wall of pixels', spec: { ...point, width: 1e9 } },
  { name: 'height-step', tries: 'asks for tall steps', spec: { mark: 'point', encoding: { x, y }, height: { step: 1e6 } } },
  {
    name: 'bins',
    tries: 'asks for a thousand million bins',
    spec: { mark: 'bar', encoding: { x: { ...x, bin: { maxbins: 1e9 } }, y: { aggregate: 'count' } } },
  },
  {
    name: 'bin-step',
    tries: 'asks for endless bins by their width',
    spec: { mark: 'bar', encoding: { x: { ...x, bin: { step: 1e-9 } }, y: { aggregate: 'count' } } },
  },
  {
    name: 'time-step',
    tries: 'asks for endless steps of time',
    spec: {
      mark: 'bar',
      encoding: { x: { field: 't', timeUnit: { unit: 'milliseconds', step: 1e-9 }, type: 'temporal' }, y: { aggregate: 'count' } },
    },
  },
  { name: 'sequence-data', tries: 'counts to a million million', spec: { ...point, data: { sequence: { start: 0, stop: 1e12 } } } },
  { name: 'sequence-call', tries: 'counts by a call', spec: transform({ calculate: 'sequence(1e12)', as: 'z' }) },
  {
    name: 'lookup',
    tries: 'joins all rows to all rows',
    spec: transform({ lookup: 'c', from: { data: { name: 'rows' }, key: 'c', fields: ['a'] } }),
  },
  {
    name: 'flatten',
    tries: 'flattens lists',
    spec: transform({ calculate: '[1,2,3,4,5,6,7,8,9]', as: 'z' }, { flatten: ['z'] }, { flatten: ['z'] }),
  },
  { name: 'pivot', tries: 'makes a column of every value', spec: transform({ pivot: 'a', value: 'b' }) },
  { name: 'density', tries: 'estimates at a thousand million places', spec: transform({ density: 'b', steps: 1e9 }) },
  { name: 'regression', tries: 'fits a curve of high order', spec: transform({ regression: 'b', on: 'b', method: 'poly', order: 500 }) },
  { name: 'loess', tries: 'smooths at every place', spec: transform({ loess: 'b', on: 'b' }) },
  {
    name: 'impute',
    tries: 'fills in a million million rows',
    spec: transform({ impute: 'b', key: 'b', keyvals: { start: 0, stop: 1e12 } }),
  },
  { name: 'repeat', tries: 'repeats a view for a thousand fields', spec: { repeat: many(1000, (at) => `f${at}`), spec: point } },
  {
    name: 'graticule',
    tries: 'draws the lines of a globe every instant',
    spec: { mark: 'geoshape', data: { graticule: { step: [1e-6, 1e-6] } } },
  },
  {
    name: 'pattern',
    tries: 'has a pattern try all ways',
    spec: transform({ filter: "test(/(a+)+$/, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')" }),
  },
  { name: 'split', tries: 'splits and joins texts', spec: transform({ calculate: "join(split(pad('', 1e9, 'x'), ''), 'y')", as: 'z' }) },
  {
    name: 'timer',
    tries: 'draws again every instant',
    spec: { ...point, params: [{ name: 'p', value: 0, on: [{ events: { type: 'timer', throttle: 0 }, update: 'p + 1' }] }] },
  },
  {
    name: 'deep-expression',
    tries: 'nests brackets in an expression',
    spec: transform({ calculate: `${'('.repeat(900)}1${')'.repeat(900)}`, as: 'z' }),
    ends: 'harmless',
  },
  {
    name: 'deeper-expression',
    tries: 'nests more than the gate reads',
    spec: transform({ calculate: `${'('.repeat(9000)}1${')'.repeat(9000)}`, as: 'z' }),
  },
  { name: 'labels', tries: 'labels five thousand names', spec: { mark: 'bar', encoding: { x: y, y: x } }, ends: 'harmless' },
  { name: 'legend', tries: 'explains five thousand colours', spec: { mark: 'point', encoding: { x, y: x, color: y } }, ends: 'harmless' },
  { name: 'boxes', tries: 'draws a box for every row', spec: { mark: 'boxplot', encoding: { x: y, y: x } }, rows: 500, ends: 'harmless' },
  {
    name: 'dashes',
    tries: 'dashes a line without end',
    spec: { mark: { type: 'line', strokeDash: [1e-9, 1e-9] }, encoding: { x, y: x } },
    rows: 500,
    ends: 'harmless',
  },
  {
    name: 'giants',
    tries: 'draws giant marks',
    spec: { mark: { type: 'point', size: 1e12, fontSize: 1e9 }, encoding: { x, y: x } },
    rows: 500,
    ends: 'harmless',
  },
];
