import { countRecords } from '#edge/load/count-records';
import { decodeToUtf8 } from '#edge/load/decode';
import { fromBlob } from '#edge/load/input-file';
import { previewFile } from '#edge/load/preview';
import { tidyFile } from '#edge/load/tidy';
import { LoadError, type InputFile } from '#edge/load/types';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { PLAIN_CSV } from '#core/model/source';
import { loadAsText } from '../support/tables/load-as-text';
import { readCorpus } from './corpus';
import { mutantOf } from './mutate';

/** Mutants `from` to `to` − 1 of a seed, read in Node alone or through the engine as well. */
export interface MutantTask {
  readonly root: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly engine: boolean;
}

/** How one mutant ended: a table, a question, reasons, or a fault of the program; with the processor's time. */
export interface MutantEnd {
  readonly number: number;
  readonly name: string;
  readonly mutations: readonly string[];
  readonly outcome: 'read' | 'reason' | 'fault';
  readonly note: string;
  readonly seconds: number;
}

/** Decodes, sniffs and counts a file. Gives the reasons why it cannot be read, or null; throws where the figures do not add up. */
async function readInNode(file: InputFile): Promise<string | null> {
  const { head, issues } = await previewFile(file);
  if (issues.length > 0) return issues.map(({ code }) => code).join();
  const { dialect, reading, headers } = head;
  const tidied = reading ? await tidyFile(file, { dialect, reading, headers }) : null;
  const plain = tidied ? tidied.file : await decodeToUtf8(file, dialect);
  const count = await countRecords(plain, reading ? PLAIN_CSV : dialect, headers.length);
  if (count.records !== count.good + count.rejected + count.blank)
    throw new Error(`${count.records} records, ${count.good} good, ${count.rejected} rejected, ${count.blank} blank`);
  if (head.rows.some((row) => row.some((field) => typeof field !== 'string'))) throw new Error('a row without text');
  return null;
}

async function run({ root, seed, from, to, engine }: MutantTask): Promise<void> {
  const corpus = readCorpus(root);
  const connector = engine ? await openNodeEngine({ threads: 1 }) : null;
  const readInEngine = async (file: InputFile): Promise<string | null> => {
    const { table, issues } = await loadAsText(connector!, file);
    if (!table) return issues.join() || 'no reason';
    const { records, kept, rejected, skipped } = table.ledger;
    if (records !== kept + rejected + skipped) throw new Error(`${records} ≠ ${kept} + ${rejected} + ${skipped}`);
    if (table.rows.length !== kept) throw new Error(`${table.rows.length} rows, ${kept} kept`);
    return null;
  };
  for (let number = from; number < to; number++) {
    const { name, bytes, mutations } = mutantOf(corpus, seed, number);
    process.send!({ begun: number });
    const before = process.cpuUsage();
    const file = fromBlob(new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
    const end = await (engine ? readInEngine(file) : readInNode(file)).then(
      (reason) => ({ outcome: reason === null ? 'read' : 'reason', note: reason ?? '' }) as const,
      (fault: unknown) =>
        fault instanceof LoadError
          ? ({ outcome: 'reason', note: fault.issues.map(({ code }) => code).join() } as const)
          : ({ outcome: 'fault', note: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) } as const),
    );
    const { user, system } = process.cpuUsage(before);
    process.send!({ number, name, mutations, ...end, seconds: (user + system) / 1e6 } satisfies MutantEnd);
  }
  await connector?.close();
}

process.once('message', (task: MutantTask) => void run(task).then(() => process.exit(0)));
