import { fail, succeed, type Result } from '#core/model/result';
import type { DataModel } from '#core/model/data-model';
import { makeContext } from '#core/query/context';
import { startQuery } from '#core/query/start';
import type { QueryContext, SegmentPeople } from '#core/query/types';
import { segmentsNamed } from '#core/report/segments';
import type { PartOrigin, Report, Segment } from '#core/report/types';
import type { Dialect } from '#core/sql/dialect';
import { understandParams } from './prepare';
import type { LoadDefinition } from './types';

/** What segments are compiled from, beside their own range and filters. */
export interface SegmentSurroundings {
  readonly report: Report;
  readonly model: DataModel;
  readonly dialect: Dialect;
  readonly seed: number;
  readonly load: LoadDefinition;
}

/** The named segments and, first, those that they rest on, in the order of the report. */
function neededSegments({ segments = [] }: Report, named: readonly string[]): readonly Segment[] {
  const wanted = new Set(named);
  return segments
    .toReversed()
    .filter(({ id, of }) => {
      if (wanted.has(id)) for (const each of segmentsNamed(of.filters)) wanted.add(each);
      return wanted.has(id);
    })
    .toReversed();
}

async function partSql(of: PartOrigin, context: QueryContext, { model, load }: SegmentSurroundings): Promise<Result<string>> {
  const understood = await understandParams({ kind: of.analysis, version: of.version, params: of.params }, model, load);
  if (!understood.ok) return understood;
  const step = understood.value.definition.people(of.part, understood.value.params, context);
  return step.ok ? succeed(step.value.sql) : step;
}

async function segmentSql({ of }: Segment, before: readonly SegmentPeople[], around: SegmentSurroundings): Promise<Result<string>> {
  const { report, model, dialect, seed } = around;
  const range = of.kind === 'part' ? of.range : { from: null, to: null };
  const { asOf, revenue, weekStart } = report;
  const made = makeContext({ asOf, range, filters: of.filters, revenue, weekStart }, model, dialect, seed);
  if (!made.ok) return made;
  const context: QueryContext = { ...made.value, segments: before, idsOnly: true };
  if (of.kind === 'part') return partSql(of, context, around);
  const query = startQuery(context);
  return query.ok ? succeed(query.value.select('SELECT customer_id\nFROM people')) : query;
}

/** The segments with these ids and those they rest on, compiled in the order of the report (SE1–SE3); or which one hinders, and why. */
export async function compileSegments(named: readonly string[], around: SegmentSurroundings): Promise<Result<readonly SegmentPeople[]>> {
  const compiled: SegmentPeople[] = [];
  for (const segment of neededSegments(around.report, named)) {
    const { id, name } = segment;
    const before = compiled.map((each) => ({ ...each, sql: null }));
    const sql = await segmentSql(segment, before, around);
    if (!sql.ok) return fail({ code: 'issue_run_segment', values: { name } }, ...sql.issues);
    compiled.push({ id, name, relation: `segment_${compiled.length + 1}`, sql: sql.value });
  }
  return succeed(compiled);
}
