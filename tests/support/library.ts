import fc from 'fast-check';
import { clash } from '#core/report/library/content';
import { listsCustomers } from '#core/report/library/customers';
import type { LibraryContent, LibraryItem } from '#core/report/library/types';
import { anyDefinition, anyMetric } from './notebook';
import { anyReport } from './reports';

const moment = fc.constantFrom('2026-03-01T08:00:00.000Z', '2026-03-02T09:30:00Z', '2025-12-31T23:59:59.999Z');
const region = (values: string[]) => ({ table: 'customers' as const, column: 'region', condition: { op: 'in' as const, values } });

/** Contents of every kind; none names customers by their id. */
export const anyContent: { readonly [Kind in LibraryContent['kind']]: fc.Arbitrary<LibraryContent> } = {
  definition: anyDefinition.map((definition) => ({ kind: 'definition', definition })),
  metric: anyMetric.map((metric) => ({ kind: 'metric', metric })),
  tiers: fc
    .record({
      name: fc.constantFrom('Gold', '金银铜', 'gold'),
      purpose: fc.string({ maxLength: 8 }),
      window: fc.integer({ min: 0, max: 900 }),
    })
    .map(({ name, purpose, window }) => ({ kind: 'tiers', tiers: { name, purpose, version: 1, params: { window } } })),
  segment: fc
    .record({
      name: fc.constantFrom('North', '北区', '__proto__'),
      values: fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
      deep: fc.boolean(),
    })
    .map(({ name, values, deep }) => {
      const rests = deep ? [{ id: 's1', name: 'Below', of: { kind: 'rule' as const, filters: [region(values)] } }] : [];
      const filters = deep ? [{ table: 'customers' as const, segment: 's1', is: 'not_in' as const }] : [region(values)];
      return { kind: 'segment', rests, segment: { id: 's2', name, of: { kind: 'rule', filters } } };
    }),
  report: anyReport.map((report): LibraryContent => ({ kind: 'report', report })).filter((content) => !listsCustomers(content)),
};

export const itemOf = (id: fc.Arbitrary<string>): fc.Arbitrary<LibraryItem> =>
  fc
    .constantFrom(...(Object.keys(anyContent) as LibraryContent['kind'][]))
    .chain((kind) =>
      fc.record({ id, versions: fc.array(fc.record({ at: moment, content: anyContent[kind] }), { minLength: 1, maxLength: 4 }) }),
    );

/** Libraries in which ids are unique, and names within a kind. */
export const anyLibrary: fc.Arbitrary<readonly LibraryItem[]> = fc
  .uniqueArray(itemOf(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')), { selector: ({ id }) => id, maxLength: 5 })
  .map((items) => items.filter((item, at) => items.findIndex((other) => clash(other, item)) === at));
