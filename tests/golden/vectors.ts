import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { expect } from 'vitest';
import { sharedPath } from './shared-path';

export interface Vector<Expected = never, Parameters = never> {
  readonly id: string;
  readonly parameters: Parameters;
  readonly expected: Expected;
}

/** The vectors of a golden file by id, or null where ../shared is not here. A vector that no test asks for fails `allAsked`. */
export function openVectors(name: string): {
  readonly get: <Expected, Parameters = never>(id: string) => Vector<Expected, Parameters>;
  readonly ids: readonly string[];
  readonly allAsked: () => void;
} | null {
  const file = sharedPath('golden', name);
  if (!file) {
    console.warn(`${name}: skipped, because ../shared is not here.`);
    return null;
  }
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };
  const byId = new Map(vectors.map((vector) => [vector.id, vector]));
  const asked = new Set<string>();
  return {
    ids: [...byId.keys()],
    get: <Expected, Parameters>(id: string) => {
      asked.add(id);
      const found = byId.get(id);
      if (!found) throw new Error(`${name} has no vector ${id}`);
      return found as unknown as Vector<Expected, Parameters>;
    },
    allAsked: () => expect([...byId.keys()].filter((id) => !asked.has(id))).toEqual([]),
  };
}

/** The records of a CSV or TSV file below ../shared/data as text. */
export function readData(...parts: readonly string[]): Record<string, string>[] {
  const text = readFileSync(sharedPath('data', ...parts)!, 'utf8');
  return Papa.parse<Record<string, string>>(text.replaceAll('\r\n', '\n'), { header: true, skipEmptyLines: true }).data;
}

/** Equal within an absolute error, or a relative one where the wanted number is large. */
export function near(found: number | null | undefined, wanted: number, tolerance: number, what = ''): void {
  expect(typeof found, what).toBe('number');
  const error = Math.abs(found! - wanted);
  expect(error, `${what}: ${found} is not ${wanted}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted)));
}
