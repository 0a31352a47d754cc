import { bombs } from './chart-bombs';
import { reports } from './reports';
import type { HostileDocument } from './types';
import { chartReport, documents } from './write';

const bar = { mark: 'bar', encoding: { x: { field: 'a', type: 'nominal' }, y: { field: 'b', type: 'quantitative' } } };
const AWAY = '{{canary}}/chart';

/** Charts that load, link or paint from elsewhere. */
const reaching: Readonly<Record<string, object>> = {
  ...Object.fromEntries(reports.flatMap((report) => (report.kind === 'chart' ? [[report.id, report.spec]] : []))),
  'facet-data': { facet: { field: 'a', type: 'nominal' }, spec: { ...bar, data: { url: AWAY } } },
  'concat-data': { hconcat: [bar, { ...bar, data: { url: AWAY, format: { type: 'topojson', feature: 'x' } } }] },
  'named-data': { ...bar, datasets: { rows: [{ a: 1 }] }, data: { name: 'rows' } },
  'data-format': { ...bar, data: { name: 'rows', format: { type: 'csv' } } },
  'values-text': { ...bar, data: { values: 'a,b\n1,2', format: { type: 'csv' } } },
  'mark-href': { ...bar, mark: { type: 'bar', href: AWAY, cursor: 'pointer' } },
  'mark-url': { ...bar, mark: { type: 'bar', url: AWAY } },
  'mark-fill': { ...bar, mark: { type: 'bar', fill: `url(${AWAY})` } },
  'mark-cursor': { ...bar, mark: { type: 'bar', cursor: `url(${AWAY}), auto` } },
  'mark-script': { ...bar, mark: { type: 'bar', tooltip: 'javascript:alert(1)' } },
  background: { ...bar, background: `url("${AWAY}")` },
  theme: { ...bar, config: { background: `url(${AWAY})`, mark: { href: AWAY } } },
  'title-font': { ...bar, title: { text: 'a', font: `x; background: url(${AWAY})` } },
  'fill-condition': { ...bar, encoding: { ...bar.encoding, color: { condition: { test: 'true', value: `url(${AWAY})` }, value: 'red' } } },
  'fill-range': { ...bar, encoding: { ...bar.encoding, color: { field: 'a', type: 'nominal', scale: { range: [`url(${AWAY})`] } } } },
  'fill-made': {
    ...bar,
    transform: [{ calculate: `'url(' + '${AWAY}' + ')'`, as: 'z' }],
    mark: { type: 'bar', fill: { expr: 'datum.z' } },
  },
  scheme: { ...bar, encoding: { ...bar.encoding, color: { field: 'a', scale: { scheme: [`url(${AWAY})`] } } } },
  'bind-element': { ...bar, params: [{ name: 'p', value: 1, bind: { input: 'range', element: 'body' } }] },
  'bind-markup': { ...bar, params: [{ name: 'p', value: 1, bind: { input: 'text', name: `<img src=${AWAY}>` } }] },
  'select-bind': { ...bar, params: [{ name: 'p', select: 'interval', bind: 'scales' }] },
  'select-legend': { ...bar, params: [{ name: 'p', select: { type: 'point', fields: ['a'] }, bind: 'legend' }] },
  geo: { mark: 'geoshape', data: { url: AWAY }, projection: { type: 'mercator' } },
  'tooltip-markup': { ...bar, encoding: { ...bar.encoding, tooltip: { value: `<img src="${AWAY}" onerror="alert(1)">` } } },
  'tooltip-picture': {
    ...bar,
    transform: [{ calculate: `{image: '${AWAY}'}`, as: 'z' }],
    encoding: { ...bar.encoding, tooltip: { field: 'z' } },
  },
  'text-markup': { mark: { type: 'text', text: `<image href="${AWAY}"/>` } },
  aria: { ...bar, mark: { type: 'bar', description: `"><image href="${AWAY}"/>` } },
  'whole-vega': {
    $schema: 'https://vega.github.io/schema/vega/v6.json',
    data: [{ name: 'd', url: AWAY }],
    marks: [{ type: 'image', encode: { enter: { url: { value: AWAY } } } }],
  },
  'own-loader': { ...bar, loader: { http: AWAY } },
  locale: { ...bar, usermeta: { embedOptions: { formatLocale: AWAY } } },
};

/** What is only a text in the page, or what the gate leaves behind. */
const HARMLESS = new Set(['tooltip-markup', 'text-markup', 'aria', 'theme', 'values-text', 'title-font', 'fill-made', 'tooltip-picture']);

export const chartDocuments: readonly HostileDocument[] = [
  ...documents(
    'chart_reach',
    Object.entries(reaching).map(([name, spec]) => ({
      name: name.replace(/^chart-/, ''),
      tries: `reaches out by ${name.replaceAll('-', ' ')}`,
      ends: HARMLESS.has(name) ? ('harmless' as const) : ('stopped' as const),
      report: chartReport(spec, 5),
    })),
  ),
  ...documents(
    'chart_bomb',
    bombs.map(({ name, tries, spec, rows = 5000, ends = 'stopped' }) => ({ name, tries, ends, report: chartReport(spec, rows) })),
  ),
];
