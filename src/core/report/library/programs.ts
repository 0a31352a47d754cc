import { writePath } from '../json';
import type { Report } from '../types';
import type { LibraryContent } from './types';

/** A text of an item that would be run, or drawn, once it is used. */
export interface Program {
  /** Where it stands, as people read it: `steps[0]`, `cells[2]`. */
  readonly place: string;
  readonly language: 'sql' | 'chart';
  readonly text: string;
}

const sql = (text: string, ...path: (string | number)[]): Program => ({ place: writePath(path), language: 'sql', text });
const chart = (spec: object | undefined, ...path: (string | number)[]): readonly Program[] =>
  spec ? [{ place: writePath(path), language: 'chart', text: JSON.stringify(spec, null, 2) }] : [];

function ofReport({ cells, definitions = [], metrics = [] }: Report): readonly Program[] {
  return [
    ...cells.flatMap((cell, at): readonly Program[] => {
      if (cell.type !== 'sql') return [];
      const text = cell.query.by === 'sql' ? cell.query.text : JSON.stringify(cell.query, null, 2);
      return [sql(text, 'cells', at), ...chart(cell.chart, 'cells', at, 'chart')];
    }),
    ...definitions.flatMap(({ steps, chart: spec }, at) => [
      ...steps.map((step, index) => sql(step.sql, 'definitions', at, 'steps', index)),
      ...chart(spec, 'definitions', at, 'chart'),
    ]),
    ...metrics.map(({ formula }, at) => sql(formula, 'metrics', at)),
  ];
}

/** Everything in an item that is a program, whole: what a person sees before they agree to take it in. */
export function programsOf(content: LibraryContent): readonly Program[] {
  switch (content.kind) {
    case 'definition':
      return [...content.definition.steps.map(({ sql: text }, at) => sql(text, 'steps', at)), ...chart(content.definition.chart, 'chart')];
    case 'metric':
      return [sql(content.metric.formula, 'formula')];
    case 'report':
      return ofReport(content.report);
    default:
      return [];
  }
}
