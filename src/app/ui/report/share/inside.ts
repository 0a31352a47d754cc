import { m } from '#core/messages/messages';
import type { Cell, Report } from '#core/report/types';
import type { Workspace } from '#app/session/types';
import { rangeWords, speakerOf, titleOf } from '../words';

/** One line of what a link holds: what it is, the short of it, and all of it, each piece by itself. */
export interface Inside {
  readonly what: string;
  readonly more: string;
  readonly whole: readonly string[];
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** RP18: all that a link of the report holds, in lines; of SQL and texts every word. */
export function listInside(report: Report, workspace: Workspace): readonly Inside[] {
  const say = speakerOf(workspace);
  const language = { locale: workspace.locale };
  const named = (cells: readonly Cell[]) =>
    cells.map((cell) => (cell.type === 'text' ? cell.markdown : workspace.say(titleOf(cell, workspace))));
  const ofType = (...types: readonly Cell['type'][]) => report.cells.filter(({ type }) => types.includes(type));
  const [texts, controls, asked] = [ofType('text'), ofType('control'), ofType('analysis', 'sql')];
  const { definitions = [], metrics = [], segments = [], filters, sources } = report;
  const queries = [
    ...report.cells.flatMap((cell) => (cell.type === 'sql' && cell.query.by === 'sql' ? [cell.query.text] : [])),
    ...definitions.flatMap(({ steps }) => steps.map(({ sql }) => sql)),
    ...metrics.map(({ formula }) => formula),
  ];
  const headers = unique(sources.flatMap((source) => source.headers));
  const few = headers.length > 3 ? `${headers[0]}, ${headers[1]} … ${headers.at(-1)}` : headers.join(', ');
  const some = (what: string, items: readonly string[], more = ''): Inside[] => (items.length > 0 ? [{ what, more, whole: items }] : []);
  return [
    { what: say('report_share_title'), more: report.title, whole: [] },
    { what: say('report_share_cells', { n: asked.length }), more: '', whole: named(asked) },
    ...some(m.share_link_controls({ n: controls.length }, language), named(controls)),
    ...some(say('report_share_texts', { n: texts.length }), named(texts)),
    { what: say('report_share_scope', { n: filters.length }), more: workspace.say(rangeWords(report.range)), whole: [] },
    ...some(
      say('segment_share', { n: segments.length }),
      segments.map(({ name, of }) => `${name}\n${JSON.stringify(of, null, 1)}`),
      segments.map(({ name }) => name).join(', '),
    ),
    ...some(
      m.share_link_definitions({ n: definitions.length }, language),
      definitions.map(({ name }) => name),
    ),
    ...some(
      m.share_link_metrics({ n: metrics.length }, language),
      metrics.map(({ name, formula }) => `${name} = ${formula}`),
    ),
    { what: say('report_share_headers', { n: headers.length }), more: few, whole: headers },
    queries.length > 0
      ? { what: m.share_link_queries({ n: queries.length }, language), more: '', whole: queries }
      : { what: m.share_link_no_queries({}, language), more: m.share_link_none({}, language), whole: [] },
  ];
}
