import { studyColumns } from '#core/intake/column-facts';
import { GRAIN_TABLES } from '#core/model/canonical';
import type { ColumnMapping, ColumnParse, Mapping, SourceHead } from '#core/model/source';
import type { PreparationStep } from '#core/model/steps';
import { applySteps } from '#core/query/prepare/apply-steps';
import { resolveSteps, type ResolvedSteps } from '#core/query/prepare/resolve-steps';

/** The columns that the steps of a mapping make of a file with these headers. */
export const namesMade = (headers: readonly string[], mapping: Mapping): readonly string[] =>
  mapping.steps ? resolveSteps(headers, mapping).made.map(({ header }) => header) : [];

/**
 * The mapping with these steps. A column that they make is mapped as it was before, else as `known` says, else as an attribute; one that they no
 * longer make is gone from it. Two steps that make and use a column agree because a mapping is made again until nothing changes.
 */
export function setSteps(
  mapping: Mapping,
  head: Pick<SourceHead, 'headers' | 'rows'>,
  steps: readonly PreparationStep[],
  known: ReadonlyMap<string, ColumnMapping> = new Map(),
): Mapping {
  const own = mapping.columns.filter((column) => head.headers.includes(column.header));
  const before = new Map([...known, ...mapping.columns.map((column) => [column.header, column] as const)]);
  const bare: Mapping = { grain: mapping.grain, columns: own, ...(steps.length > 0 ? { steps } : {}) };
  if (steps.length === 0) return bare;
  const mapped = { ...bare, columns: [...own, ...[...before.values()].filter(({ header }) => !head.headers.includes(header))] };
  const resolved = resolveSteps(head.headers, mapped);
  const fresh = resolved.made.some(({ header }) => !before.has(header)) ? parsesFound(resolved, head) : new Map<string, ColumnParse>();
  const made = resolved.made.map(({ header, parse }): ColumnMapping => {
    const found = fresh.get(header) ?? parse;
    return before.get(header) ?? { header, role: 'attribute', attributeOf: GRAIN_TABLES[mapping.grain][0]!, parse: found };
  });
  return { ...bare, columns: [...own, ...made] };
}

/** How the parts of a cut column are read, as their first values show; a long number or one with a leading zero stays text. */
function parsesFound(resolved: ResolvedSteps, head: Pick<SourceHead, 'headers' | 'rows'>): ReadonlyMap<string, ColumnParse> {
  const { records } = applySteps(resolved, head.rows);
  const parts = resolved.steps.filter(({ step }) => step.kind === 'split').flatMap(({ made }) => made);
  const study = studyColumns({
    ...NO_HEAD,
    headers: parts.map(({ header }) => header),
    rows: records.map(({ cells }) => parts.map(({ index }) => cells[index] ?? '')),
  });
  return new Map(study.columns.filter(({ kind }) => kind !== 'boolean').map(({ header, parse }) => [header, parse]));
}

const NO_HEAD: SourceHead = {
  name: '',
  bytes: 0,
  dialect: { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true },
  encodingFrom: 'valid',
  headers: [],
  rows: [],
};
