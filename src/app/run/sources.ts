import { GRAIN_TABLES } from '#core/model/canonical';
import type { ColumnMapping, Mapping, RoleSuggestion, SourceInfo } from '#core/model/source';
import type { ReportSource } from '#core/report/types';
import type { Preview } from '#edge/load/types';

/** A column as it is suggested. */
export const columnOf = ({ header, role, attributeOf, parse, personal, nulls }: RoleSuggestion): ColumnMapping => ({
  header,
  role,
  parse,
  ...(attributeOf ? { attributeOf } : {}),
  ...(personal ? { personal } : {}),
  ...(nulls ? { nulls } : {}),
});

/** The mapping that a preview proposes by itself. */
export const proposeMapping = (preview: Preview): Mapping => ({ grain: preview.grain, columns: preview.suggestions.map(columnOf) });

/** How loaded files stand in a report: by a name made of what they hold, with headers and roles, without content. */
export function reportSources(infos: readonly Pick<SourceInfo, 'headers' | 'mapping'>[]): ReportSource[] {
  const counts = new Map<string, number>();
  return infos.map(({ headers, mapping }) => {
    const base = mapping.grain === 'order_line' ? 'orders' : GRAIN_TABLES[mapping.grain][0]!;
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    return { name: count === 1 ? base : `${base}_${count}`, headers, mapping };
  });
}
