import { readingOf } from '#core/intake/dialect/plain-reading';
import type { RecordCount } from '#core/intake/record-count';
import { PLAIN_CSV } from '#core/model/source';
import { columnOf, rowsOf } from '#core/model/columns';
import { checkSql, fillDownSql, problemCountsSql, trimSql } from '#core/query/load/check-sql';
import type { SourcePlan } from '#core/query/load/plan';
import type { StagedSource } from '#core/query/load/relation-sql';
import type { StageOptions } from '#core/query/load/stage-sql';
import { accountSql, readAccount, type PreparedAccount } from '#core/query/prepare/account-sql';
import { isRowwise } from '#core/query/prepare/resolve-steps';
import { stagingSql } from '#core/query/prepare/staging-sql';
import { quoteIdentifier } from '#core/sql/identifier';
import { QueryError, type Connector } from '#edge/engine/connector';
import { countRecords } from './count-records';
import { decodeToUtf8 } from './decode';
import { findLostRecords, originalRecord } from './lost-records';
import { unifyNewlines } from './newlines';
import { stageInStretches } from './stage-stretches';
import { sampleCategories } from './sample-categories';
import { thinFile } from './thin';
import { tidyFile, type Tidied } from './tidy';
import { LoadError, type InputFile, type LoadProgress, type LoadRequest } from './types';

export interface StageContext {
  readonly connector: Connector;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** A file without a single good record is no reason to stop: it is one of several. */
  readonly mayBeEmpty?: boolean;
  /** The load is too large for one piece: at most so many records at a time. */
  readonly stretchRows?: number;
  /** For pseudonyms: 64 hexadecimal digits. */
  readonly pseudonymKey?: string;
}

/** A source that the engine has read whole, together with what the independent count said. */
export interface StagedFile {
  readonly source: StagedSource;
  readonly count: RecordCount;
  /** The UTF-8 file that was counted; bytes and lines refer to it. */
  readonly counted: InputFile;
  /** How the counted file came about where it is not the user's own; null where its lines are those of the user's file. */
  readonly tidied: Tidied | null;
  /** Above 0 if any record lacks a value it needs, or is rejected for a text that does not fit. */
  readonly lacking: number;
  /** Some text did not become a value. */
  readonly unread: boolean;
  /** What preparation steps did; null where there are none. */
  readonly prepared: PreparedAccount | null;
  /** The order ids only rise or only fall: none comes twice. */
  readonly ordered: boolean;
  /** Good records of customers who are not drawn (LD29); 0 where all are read. */
  readonly sampled: number;
  /** The number in the counted file of the nth record that the engine read; both from 1. */
  recordOf(nth: number): number;
  /** Gives back what decoding and cutting occupied. */
  release(): Promise<void>;
}

/** The engine's limit for one line is 2 MB; this is the second try's. */
const LONG_LINE = 67_108_864;

const mixedNewlines = ({ newlines }: RecordCount): boolean =>
  [newlines.lf, newlines.crlf, newlines.cr].filter((count) => count > 0).length > 1;

/** Reads one source into its staged table and proves that no record is missing (LD1, LD2). Throws `LoadError`. */
export async function stageSource(
  context: StageContext,
  plan: SourcePlan,
  request: LoadRequest,
  place: number,
  offset: number,
): Promise<StagedFile> {
  const { signal, onProgress } = context;
  const derived: InputFile[] = [];
  const keep = (file: InputFile): InputFile => {
    if (file !== request.file && !derived.includes(file)) derived.push(file);
    return file;
  };
  const release = async (): Promise<void> => void (await Promise.all(derived.map((file) => file.release())));
  const watch = (phase: LoadProgress['phase']) => (bytes: number) =>
    onProgress?.({ sourceId: plan.id, phase, bytes, totalBytes: request.file.bytes });
  const options = signal ? { signal } : {};
  try {
    const { reading, dialect, headers } = request.info;
    const decoding = { ...options, onBytes: watch('decoding') };
    const tidied = reading ? await tidyFile(request.file, { dialect, reading, headers }, decoding) : null;
    let counted = keep(tidied ? tidied.file : await decodeToUtf8(request.file, plan.dialect, decoding));
    const enums = await sampleCategories(counted, plan);
    const read = (file: InputFile, trusting: boolean, onBytes = watch('reading')) =>
      readIntoEngine(context, plan, { file, enums, trusting, onBytes });
    const stretchRows = plan.steps && !isRowwise(plan.steps) ? undefined : context.stretchRows;
    const passes = plan.draw ? 3 : 2;
    let most = 0;
    const counting = (bytes: number) => {
      most = Math.max(most, Math.round(bytes));
      onProgress?.({ sourceId: plan.id, phase: 'reading', bytes: most, totalBytes: passes * counted.bytes });
    };
    const [first, firstCount] =
      stretchRows || plan.draw
        ? [null, await countRecords(counted, plan.dialect, plan.width, { ...options, onBytes: counting })]
        : await Promise.all([read(counted, true), countRecords(counted, plan.dialect, plan.width, options)]);
    let count = firstCount;
    let outcome: Outcome | null = first;
    refuseUnreadable(request, count, context.mayBeEmpty ?? false);
    if (mixedNewlines(count)) {
      counted = keep(await unifyNewlines(counted, plan.dialect, options));
      count = await countRecords(counted, plan.dialect, plan.width, options);
      outcome = null;
    }
    const thinned = plan.draw
      ? await thinFile(counted, { ...plan, draw: plan.draw, count }, { ...options, onBytes: (bytes) => counting(counted.bytes + bytes) })
      : null;
    if (thinned) keep(thinned.file);
    const recordOf = thinned?.recordOf ?? ((nth: number) => originalRecord(count, nth));
    // What the engine is to read: the counted file, or the drawn records of it.
    const given = thinned ?? { file: counted, count };
    let whole = given.file;
    const readGiven = (bytes: number) => counting((passes - 1 + bytes / Math.max(1, given.file.bytes)) * counted.bytes);
    if (stretchRows && given.count.good > 0)
      outcome = await stageInStretches(context, plan, { ...given, enums, rows: stretchRows, onBytes: readGiven });
    else if (thinned) outcome = await read(whole, true, readGiven);
    if (!outcome || 'fault' in outcome || (given.count.rejected > 0 && !stretchRows) || outcome.rows !== given.count.good) {
      if (given.count.cuts.length > 0) whole = keep(await given.file.without(given.count.cuts));
      outcome = await read(whole, false, thinned ? readGiven : undefined);
      if ('fault' in outcome && !reading) {
        await release();
        return await stageSource(context, { ...plan, dialect: PLAIN_CSV }, writtenAnew(request), place, offset);
      }
      if ('fault' in outcome) throw refusal(request, outcome.fault);
      if (outcome.rows !== given.count.good)
        throw new LoadError([await findLostRecords(context, plan, { counted, count, read: whole, recordOf }, outcome.rows)]);
    }
    if (thinned) readGiven(given.file.bytes);
    const seen = { place, offset, gaps: thinned ? [] : count.cuts, padded: count.padded };
    const examined = await examine(context, plan, enums, seen);
    return { ...examined, count, counted, tidied, sampled: thinned?.sampled ?? 0, recordOf, release };
  } catch (fault) {
    await release();
    throw signal?.aborted || (await isReadable(request.file)) ? fault : unreadable(request);
  }
}

/** A file that the engine refuses as it stands, such as one with other line ends within quotes than between records, is written anew first. */
const writtenAnew = ({ info, file }: LoadRequest): LoadRequest => ({ file, info: { ...info, reading: readingOf(info.dialect) } });

/** A file that was changed, moved or deleted while it was read can be opened no more; whatever the load then met is no finding. */
const isReadable = (file: InputFile): Promise<boolean> =>
  file.slice(0, Math.min(1, file.bytes)).then(
    () => true,
    () => false,
  );
const unreadable = ({ info }: LoadRequest): LoadError => new LoadError([{ code: 'issue_file_unreadable', values: { name: info.name } }]);

function refuseUnreadable({ info, file }: LoadRequest, count: RecordCount, mayBeEmpty: boolean): void {
  const values = { name: info.name };
  if (count.invalidUtf8At !== null)
    throw new LoadError([{ code: 'issue_file_undecodable', values: { name: file.name, encoding: 'UTF-8', byte: count.invalidUtf8At } }]);
  if (!count.cutsComplete)
    throw new LoadError([{ code: 'issue_load_too_damaged', values: { ...values, rejected: count.rejected, records: count.records } }]);
  if (count.good === 0 && !mayBeEmpty) throw new LoadError([{ code: 'issue_load_nothing_kept', values }]);
}

const refusal = ({ info }: LoadRequest, fault: QueryError): LoadError =>
  new LoadError([{ code: 'issue_load_engine_refused', values: { name: info.name, detail: fault.message.split('\n')[0] ?? '' } }]);

type Outcome = { readonly rows: number } | { readonly fault: QueryError };

interface Reading extends Required<Pick<StageOptions, 'enums' | 'trusting'>> {
  readonly file: InputFile;
  readonly onBytes: (read: number) => void;
}

/** One try to read a file into the staged table; a text that the engine cannot read is an outcome, not an exception. */
async function readIntoEngine(
  { connector, signal, pseudonymKey }: StageContext,
  plan: SourcePlan,
  { file, enums, trusting, onBytes }: Reading,
): Promise<Outcome> {
  const options = signal ? { signal } : {};
  const staged = quoteIdentifier(plan.staged);
  const attached = await connector.attachFile(`${plan.staged}.csv`, file.engineFile, onBytes);
  const attempt = async (longestLine?: number): Promise<Outcome> => {
    try {
      const reading = {
        file: attached,
        enums,
        trusting,
        ...(pseudonymKey ? { key: pseudonymKey } : {}),
        ...(longestLine ? { longestLine } : {}),
      };
      for (const sql of stagingSql(plan, reading)) await connector.execute(sql, options);
      return { rows: Number(columnOf(await connector.execute(`SELECT count(*) AS rows FROM ${staged}`), 'rows')[0]) };
    } catch (fault) {
      if (!(fault instanceof QueryError) || fault.kind !== 'sql') throw fault;
      if (!longestLine && /max(imum)?[_ ]line[_ ]size/i.test(fault.message)) return attempt(LONG_LINE);
      return { fault };
    }
  };
  try {
    return await attempt();
  } finally {
    await connector.detachFile(attached);
  }
}

interface Placed extends Pick<StagedSource, 'place' | 'offset' | 'gaps'> {
  readonly padded: boolean;
}

/** Looks over the staged table once: blanks around ids, values that are lacking, texts that did not fit. */
async function examine(
  { connector, signal }: StageContext,
  plan: SourcePlan,
  enums: ReadonlyMap<number, readonly string[]>,
  { place, offset, gaps, padded }: Placed,
): Promise<Pick<StagedFile, 'source' | 'lacking' | 'unread' | 'prepared' | 'ordered'>> {
  const options = signal ? { signal } : {};
  const check = async () => rowsOf(await connector.execute(checkSql(plan, enums, padded), options))[0]!;
  let seen = await check();
  if (Number(seen.padded) > 0) {
    await connector.execute(trimSql(plan), options);
    seen = await check();
  }
  const fillDown = Number(seen.lacking) > 0 ? fillDownSql(plan, enums) : null;
  if (fillDown) {
    await connector.execute(fillDown, options);
    seen = await check();
  }
  const unread = Number(seen.problems) > 0;
  // A value that the sample of a category did not show is no misfit, but makes the category one to be looked at.
  const misfits = unread && enums.size > 0 ? rowsOf(await connector.execute(problemCountsSql(plan, enums), options))[0]! : {};
  const rows = Number(seen.rows);
  const read = new Map([...enums.keys()].map((index) => [index, { clean: !(Number(misfits[`n${index}`] ?? 0) > 0) }]));
  const lacking = Number(seen.lacking);
  const prepared = plan.steps ? readAccount(plan.steps, rowsOf(await connector.execute(accountSql(plan, plan.steps), options))[0]!) : null;
  const complete = lacking === 0 && !prepared?.gone;
  const source: StagedSource = { plan, place, offset, rows, gaps, enums: read, complete };
  const [rising, same, named] = [Number(seen.rising), Number(seen.same), Number(seen.named)];
  const ordered = rising === rows - 1 || (rising === 0 && same === 0 && named === rows);
  return { source, lacking, unread, prepared, ordered };
}
