import type { DateRange } from '#core/model/filters';
import { succeed, type Result } from '#core/model/result';
import { compileFilters } from './predicates';
import { allRelations } from './relations';
import type { QueryContext, Relation } from './types';

/** A query in the making: the report's relations are at hand by name. */
export interface Query {
  readonly context: QueryContext;
  readonly window: DateRange;
  /** One complete SELECT: those relations that the body and `extra` name, then `extra`, then the body. */
  select(body: string, extra?: readonly Relation[]): string;
}

const names = (sql: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(sql);
const indent = (sql: string): string => sql.replace(/^/gm, '  ');

/** Those relations that the text needs, also through each other, in their own order. */
function needed(relations: readonly Relation[], text: string): Relation[] {
  const kept: Relation[] = [];
  let seen = text;
  for (const relation of relations.toReversed()) {
    if (!names(seen, relation.name)) continue;
    kept.unshift(relation);
    seen += `\n${relation.sql}`;
  }
  return kept;
}

/** One complete SELECT: those of the relations that the body needs, each once, then the body. */
export function withRelations(relations: readonly Relation[], body: string): string {
  const used = needed(relations, body);
  if (used.length === 0) return body;
  return `WITH ${used.map(({ name, sql, once }) => `${name} AS ${once ? 'MATERIALIZED ' : ''}(\n${indent(sql)}\n)`).join(',\n')}\n${body}`;
}

const WINDOWED: readonly string[] = ['in_range', 'money_in_range'];
const isReportsOwn = ({ range }: QueryContext, window: DateRange): boolean => window.from === range.from && window.to === range.to;

/** A bare query keeps only relations that the report's own do not stand for. */
function isWanted(name: string, context: QueryContext, window: DateRange): boolean {
  const { bare, asOf, filters } = context;
  if (!bare || bare.asOf !== asOf || bare.filters !== filters) return true;
  return WINDOWED.includes(name) && !isReportsOwn(context, window);
}

/** The relations that a bare query of this context leaves out, in the order they rest on each other, its segments' lists not among them. */
export function reportRelations(context: QueryContext): Result<readonly Relation[]> {
  const filters = compileFilters(context);
  return filters.ok ? succeed(allRelations({ ...context, segments: [] }, filters.value, context.range)) : filters;
}

/** Begins a query over a report's data. `window` stands in for the report's range where an analysis has its own. */
export function startQuery(context: QueryContext, window: DateRange = context.range): Result<Query> {
  const filters = compileFilters(context);
  if (!filters.ok) return filters;
  const relations = allRelations(context, filters.value, window).filter(({ name }) => isWanted(name, context, window));
  return succeed({
    context,
    window,
    select: (body, extra = []) => withRelations([...relations, ...extra], body),
  });
}
