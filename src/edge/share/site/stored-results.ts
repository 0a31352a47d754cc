import { checkSpec } from '#core/chart/gate';
import { isMessage } from '#core/messages/say';
import type { Text } from '#core/messages/text';
import { presentationShapes } from '#core/model/presentation-shape';
import type { SourceLedger } from '#core/model/ledger';
import type { Presentation } from '#core/model/presentation';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { checkShape } from '#core/report/check';
import { isTextTooDeep } from '#core/report/json';
import type { Kinds } from '#core/report/kinds';
import { readReportValue } from '#core/report/parse';
import { asWritten } from '#core/report/serialize';
import { storedShape } from '#core/report/stored-shape';
import type { Report } from '#core/report/types';

/** How many records of a file are in the numbers, without any of them. */
export type StoredLedger = Pick<SourceLedger, 'records' | 'kept' | 'rejected' | 'skipped'>;

/** One finished cell: what it shows, and the SQL it came from. */
export interface StoredCell {
  readonly presentation: Presentation;
  readonly steps: readonly { readonly id: string; readonly sql: string }[];
}

/** The results of a report as they were on one day: aggregates and texts in no language yet, no row of the data. */
export interface StoredResults {
  readonly format: 'clientele.stored';
  readonly version: 1;
  readonly report: Report;
  /** Resolved against the data, `YYYY-MM-DD`; null where no table holds a date. */
  readonly asOf: string | null;
  /** Of the report, else of the data; ISO 4217. */
  readonly currency: string | null;
  readonly sources: readonly { readonly name: string; readonly fingerprint: string; readonly ledger: StoredLedger }[];
  /** By cell id; a cell that was not finished is absent. */
  readonly cells: Readonly<Record<string, StoredCell>>;
  /** The day on the maker's calendar. */
  readonly made: { readonly day: string };
  /** Counts below `k` were taken out; null where none were. */
  readonly protection: { readonly k: number; readonly told: readonly Text[] } | null;
}

/** Characters of a file of results; SR2. */
export const STORED_LENGTH = 16_000_000;
/** A chart's spec may nest 24 deep, and stands five levels down. */
const DEPTH = 40;
const VERSION = 1;

/** The text of a file of results. Numbers that JSON has no word for become null, as they do in every cell. */
export const writeStored = (stored: StoredResults): string =>
  JSON.stringify({ ...stored, report: asWritten(stored.report) } satisfies Record<keyof StoredResults, unknown>);

const shapes = presentationShapes(isMessage);
const shape = storedShape<Omit<StoredResults, 'report'> & { readonly report: unknown }>(shapes);

/** A day or a month that no language can write, in a place that is written as one. */
function undatedColumn({ table }: Presentation): string | null {
  const wrong = table.columns.find(
    ({ key, unit }) =>
      (unit === 'date' || unit === 'month') &&
      table.rows.some(({ values, texts }) => {
        const value = values[key];
        return typeof value === 'string' && texts?.[key] === undefined && !Number.isFinite(Date.parse(`${value.slice(0, 7)}-01T00:00:00Z`));
      }),
  );
  return wrong?.key ?? null;
}

function faultOf(id: string, presentation: Presentation): Issue | null {
  for (const { spec, narrow } of presentation.charts)
    for (const each of [spec, ...(narrow ? [narrow] : [])]) {
      const checked = checkSpec(each);
      if (!checked.ok) return checked.issues[0]!;
    }
  const column = undatedColumn(presentation);
  return column === null ? null : { code: 'issue_stored_invalid', values: { place: `cells.${id}.table.${column}` } };
}

function readValue(text: string): Result<unknown> {
  if (text.length > STORED_LENGTH)
    return fail({ code: 'issue_stored_too_large', values: { limit: { amount: STORED_LENGTH, unit: 'bytes' } } });
  if (isTextTooDeep(text, DEPTH)) return fail({ code: 'issue_stored_not_results' });
  try {
    return succeed(JSON.parse(text.replace(/^\uFEFF/, '')) as unknown);
  } catch {
    return fail({ code: 'issue_stored_not_results' });
  }
}

/**
 * Reads a file of results as foreign input: new objects throughout, unknown fields and messages refused, every chart through the gate. The kinds bring
 * the report's options up to date; without them its cells are kept as they stand.
 */
export function readStored(text: string, kinds: Kinds = new Map()): Result<StoredResults> {
  const json = readValue(text);
  if (!json.ok) return json;
  const value = json.value as Partial<Record<string, unknown>> | null;
  if (typeof value !== 'object' || value === null || value['format'] !== 'clientele.stored')
    return fail({ code: 'issue_stored_not_results' });
  if (typeof value['version'] === 'number' && value['version'] > VERSION) return fail({ code: 'issue_stored_newer' });
  const checked = checkShape(shape, value, DEPTH);
  if (!checked.ok)
    return fail(
      ...checked.issues.map(({ values, path }): Issue => ({ code: 'issue_stored_invalid', values: values ?? {}, path: path ?? [] })),
    );
  const report = readReportValue(checked.value.report, kinds);
  if (!report.ok) return report;
  if (report.value.readOnly) return fail({ code: 'issue_stored_newer' });
  const asked = new Set(report.value.report.cells.map(({ id }) => id));
  for (const [id, { presentation }] of Object.entries(checked.value.cells)) {
    if (!asked.has(id)) return fail({ code: 'issue_stored_invalid', values: { place: `cells.${id}` } });
    const fault = faultOf(id, presentation);
    if (fault) return fail(fault);
  }
  return succeed({ ...checked.value, report: report.value.report });
}
