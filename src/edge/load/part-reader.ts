import type { RecordCount } from '#core/intake/record-count';
import type { SourceLedger } from '#core/model/ledger';
import { joinPartSql, planPart } from '#core/query/load/parts-sql';
import type { SourcePlan } from '#core/query/load/plan';
import type { StagedSource } from '#core/query/load/relation-sql';
import { resolveSteps } from '#core/query/prepare/resolve-steps';
import type { PartAccount } from './add-up-parts';
import { countRecords } from './count-records';
import { chainFiles, commonNewline } from './file-runs';
import type { JoinedPart } from './joined-place';
import { writeLedger } from './ledger';
import { watchParts } from './part-progress';
import { originalRecord } from './lost-records';
import type { Run } from './stage-parts';
import { stageSource, type StageContext, type StagedFile } from './stage-source';
import { LoadError, type InputFile, type LoadRequest } from './types';

/** Reads files of one source into its joined table, and keeps the account of each. */
export class PartReader {
  readonly accounts: PartAccount[] = [];
  readonly joined: JoinedPart[] = [];
  readonly gaps: { readonly record: number; readonly records: number }[] = [];
  rows = 0;
  lacking = 0;
  unread = false;
  /** Records that preparation steps took away. */
  gone = 0;
  #records = 0;

  constructor(
    private readonly context: StageContext,
    private readonly plan: SourcePlan,
    private readonly request: LoadRequest,
    private readonly run: Run,
  ) {}

  /** Reads one file as if it were a source, and adds its records to those before. */
  async readAlone(at: number, place: number): Promise<void> {
    const staged = await this.#stage([at], this.request.parts![at]!, place);
    try {
      this.#note(at, await writeLedger(this.context, { ...staged, unread: false }), staged);
      this.unread ||= staged.unread;
      this.lacking += staged.lacking;
      this.gone += staged.prepared?.gone ?? 0;
      await this.run(joinPartSql(this.plan, this.request.info.parts!, [{ at, start: 0 }], staged.source));
    } finally {
      await staged.release();
    }
  }

  /**
   * Reads small files alike as one: what it costs to ask the engine is then paid once. Each is counted by itself, and the engine must find
   * exactly their good records. Says whether it was done; where any is not plain, they are to be read one by one.
   */
  async readTogether(places: readonly number[]): Promise<boolean> {
    const { parts = [] } = this.request.info;
    const files = places.map((at) => this.request.parts![at]!);
    const own = planPart(this.plan, parts[places[0]!]!, null);
    const options = this.context.signal ? { signal: this.context.signal } : {};
    const counts: RecordCount[] = [];
    for (const file of files) counts.push(await countRecords(file, own.dialect, own.width, options));
    const newline = commonNewline(counts);
    const good = counts.reduce((sum, count) => sum + count.good, 0);
    if (!newline || good === 0) return false;
    const chain = await chainFiles(files, counts, newline);
    try {
      const staged = await this.#stage(places, chain, 0);
      try {
        if (staged.lacking > 0 || staged.source.rows !== good) return false;
        let start = 0;
        const starts = counts.map((count) => (start += count.good) - count.good);
        await this.run(
          joinPartSql(
            this.plan,
            parts,
            places.map((at, index) => ({ at, start: starts[index]! })),
            staged.source,
          ),
        );
        for (const [index, at] of places.entries()) this.#note(at, plainLedger(counts[index]!), readWhole(counts[index]!));
        this.unread ||= staged.unread;
        return true;
      } finally {
        await staged.release();
      }
    } catch (fault) {
      // Whatever it was, it is found again with the name of its file.
      if (fault instanceof LoadError) return false;
      throw fault;
    } finally {
      await chain.release();
    }
  }

  #stage(places: readonly number[], file: InputFile, place: number) {
    const { info } = this.request;
    const { name, fingerprint, dialect, reading, columns } = info.parts![places[0]!]!;
    const headers = columns.map((column) => info.headers[column]!);
    const { id, mapping } = info;
    const own = { id, name, bytes: file.bytes, fingerprint, dialect, headers, mapping, ...(reading ? { reading } : {}) };
    const watched: StageContext = { ...this.context, ...watchParts(this.context, info, places), mayBeEmpty: true };
    const steps = this.plan.steps ? resolveSteps(headers, mapping) : null;
    return stageSource(watched, planPart(this.plan, info.parts![places[0]!]!, steps), { info: own, file }, place, 0);
  }

  #note(at: number, ledger: SourceLedger, { source, count, recordOf }: ReadPart): void {
    const part = this.request.info.parts![at]!;
    this.accounts.push({ part, ledger });
    this.joined.push({ name: part.name, start: this.rows, recordOf });
    this.gaps.push(...source.gaps.map((gap) => ({ record: this.#records + gap.record, records: gap.records })));
    this.rows += source.rows;
    this.#records += count.records;
  }
}

/** What the reader keeps of a file that the engine has read. */
type ReadPart = Pick<StagedFile, 'count' | 'recordOf'> & { readonly source: Pick<StagedSource, 'rows' | 'gaps'> };

/** A file of good and blank records. */
const readWhole = (count: RecordCount): ReadPart => ({
  source: { rows: count.good, gaps: count.cuts },
  count,
  recordOf: (nth) => originalRecord(count, nth),
});

/** The account of a file of good and blank records. */
const plainLedger = ({ records, good, blank }: RecordCount): SourceLedger => ({
  records,
  kept: good,
  rejected: 0,
  skipped: blank,
  rejectedBy: [],
  skippedBy: blank > 0 ? [{ reason: 'blank', count: blank }] : [],
  rejects: [],
  values: [],
});
