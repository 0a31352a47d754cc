import type { Role } from '#core/model/canonical';
import type { ColumnMapping, Mapping } from '#core/model/source';
import type { ReportSource } from '#core/report/types';
import type { Preview } from '#edge/load/types';
import { columnOf } from './sources';
import { namesMade, setSteps } from './steps';

/** A report's mapping brought to another file: what it became, and the roles that no column of the file plays. */
export interface AdoptedMapping {
  readonly mapping: Mapping;
  readonly missing: readonly Role[];
}

const isRole = (role: Role): boolean => role !== 'attribute' && role !== 'skip';

/** Uses a stored mapping for the headers it knows, and what the file suggests for the others. A role is played once. Its steps come with it. */
export function adoptMapping(stored: Mapping, preview: Preview): AdoptedMapping {
  const known = new Map(stored.columns.map((column) => [column.header, column]));
  const here = new Set([...preview.head.headers, ...namesMade(preview.head.headers, stored)]);
  const taken = new Set(stored.columns.filter((column) => here.has(column.header) && isRole(column.role)).map((column) => column.role));
  const columns = preview.suggestions.map((suggestion): ColumnMapping => {
    const column = known.get(suggestion.header);
    if (column) return column;
    const proposed = columnOf(suggestion);
    if (!isRole(proposed.role)) return proposed;
    if (taken.has(proposed.role)) return { header: proposed.header, role: 'skip', parse: proposed.parse };
    taken.add(proposed.role);
    return proposed;
  });
  const missing = stored.columns.map((column) => column.role).filter((role) => isRole(role) && !taken.has(role));
  const mapping = { grain: stored.grain, columns };
  return { mapping: stored.steps ? setSteps(mapping, preview.head, stored.steps, known) : mapping, missing };
}

/** The stored source whose mapping suits a file: the same headers first, else the same grain with every role found. */
export function findSource(sources: readonly ReportSource[], preview: Preview): ReportSource | null {
  const here = new Set(preview.head.headers);
  const sameHeaders = sources.find((source) => source.headers.length === here.size && source.headers.every((header) => here.has(header)));
  const able = (source: ReportSource) =>
    source.mapping.grain === preview.grain && adoptMapping(source.mapping, preview).missing.length === 0;
  return sameHeaders ?? sources.find(able) ?? null;
}

/** The stored source whose steps the next file takes although not every role is found: of the same grain, with most of its columns here, at least half. */
export function findPrepared(sources: readonly ReportSource[], preview: Preview): ReportSource | null {
  const here = new Set(preview.head.headers);
  const share = ({ headers }: ReportSource) => headers.filter((header) => here.has(header)).length / Math.max(1, headers.length);
  const able = sources.filter((source) => source.mapping.steps && source.mapping.grain === preview.grain && share(source) >= 0.5);
  return able.sort((one, other) => share(other) - share(one))[0] ?? null;
}
