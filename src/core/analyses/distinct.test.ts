import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject, JsonValue, Presentation } from '#core/model/presentation';
import type { Connector } from '#edge/engine/connector';
import { answer, contextOf, examplesOf, valueOf } from '../../../tests/support/contract';
import { createShop } from '../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { registry } from './registry';

let engine: Connector;
beforeAll(async () => void (engine = await openWasmTestEngine()));
afterAll(() => engine.close());

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a reader sees of a spec, whatever its fields are called: each mark with its channels and their kinds of scale. */
function shapesOf(spec: JsonObject): string[] {
  const own = typeof spec['mark'] === 'string' ? spec['mark'] : isObject(spec['mark']) ? String(spec['mark']['type']) : null;
  const encoding = isObject(spec['encoding']) ? spec['encoding'] : {};
  const channels = Object.entries(encoding).flatMap(([channel, drawn]) =>
    isObject(drawn) && typeof drawn['field'] === 'string' ? [`${channel}:${String(drawn['type'])}`] : [],
  );
  const inner = ['layer', 'hconcat', 'vconcat', 'concat'].flatMap((key) => {
    const parts = spec[key];
    return Array.isArray(parts) ? (parts as readonly JsonValue[]).filter(isObject).flatMap(shapesOf) : [];
  });
  const nested = isObject(spec['spec']) ? shapesOf(spec['spec']) : [];
  return [...(own === null ? [] : [`${own}(${channels.toSorted().join(' ')})`]), ...inner, ...nested];
}

interface Face {
  readonly kind: string;
  readonly shapes: ReadonlySet<string>;
  readonly sentences: ReadonlySet<string>;
}

const faceOf = (kind: string, shown: readonly Presentation[]): Face => ({
  kind,
  shapes: new Set(shown.flatMap(({ charts }) => charts.map(({ spec }) => shapesOf(spec).toSorted().join(' + ')))),
  sentences: new Set(
    shown.flatMap(({ insight }) => insight.sentences.map(({ finding }) => ('key' in finding ? finding.key : finding.literal))),
  ),
});

const shared = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] => [...one].filter((each) => other.has(each));

/** Pairs of analyses that draw the same shape and say the same sentence: one of them is not needed. */
const doubles = (faces: readonly Face[]): string[] =>
  faces.flatMap((one, index) =>
    faces
      .slice(index + 1)
      .filter((other) => shared(one.shapes, other.shapes).length > 0 && shared(one.sentences, other.sentences).length > 0)
      .map((other) => `${one.kind} and ${other.kind}`),
  );

it('no two analyses share the shape of their chart and their sentence', async () => {
  const faces: Face[] = [];
  for (const entry of registry) {
    const definition = await entry.load();
    const shown: Presentation[] = [];
    for (const { example } of examplesOf(entry.kind)) {
      const context = contextOf(example, await createShop(engine, example.tables));
      const params = valueOf(definition.parse(example.params));
      shown.push(definition.present(await answer(engine, definition, params, context), params, context));
    }
    faces.push(faceOf(entry.kind, shown));
  }
  expect(doubles(faces)).toEqual([]);
  expect(faces.filter(({ shapes }) => shapes.size > 0).length).toBeGreaterThan(registry.length / 2);
  expect(faces.every(({ sentences }) => sentences.size > 0)).toBe(true);
  const drawn = faces.find(({ shapes }) => shapes.size > 0)!;
  expect(doubles([...faces, { ...drawn, kind: 'a copy' }])).toEqual([`${drawn.kind} and a copy`]);
  const shapes = faces.flatMap((one, index) =>
    faces.slice(index + 1).flatMap((other) => shared(one.shapes, other.shapes).map((shape) => `${one.kind}, ${other.kind}: ${shape}`)),
  );
  console.info(`same shape, other sentence: ${shapes.length}\n${shapes.join('\n')}`);
});
