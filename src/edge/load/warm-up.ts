import type { Connector } from '#edge/engine/connector';
import type { ColumnParse } from '#core/model/source';
import type { Role } from '#core/model/canonical';
import { fromBlob } from './input-file';
import { rehearseLoad } from './loader';
import { previewFile } from './preview';
import type { Preview } from './types';

const CHUNKS = 160;
/** More than the head of a file, so that its middle and its end are looked at, too. */
const LOOKED_CHUNKS = 4;
const CHUNK_ROWS = 1000;
const TEXT: ColumnParse = { type: 'text' };
const COLUMNS: readonly (readonly [Role, ColumnParse])[] = [
  ['order_id', TEXT],
  ['customer_id', TEXT],
  ['ordered_at', { type: 'date', formats: [], grain: 'instant' }],
  ['net_amount', { type: 'number', strip: [] }],
  ['status', TEXT],
  ['channel', TEXT],
];

/** Orders of nobody, so many and of so many customers that a browser compiles for good what runs through them. */
function inventOrders(header: string, amount: number): Blob {
  let chunk = '';
  for (let row = 0; row < CHUNK_ROWS; row++)
    chunk += `@${String(row).padStart(4, '0')},C@${row % 600},2024-0${1 + (row % 9)}-1${row % 9} 10:${10 + (row % 50)}:00,${row}.${10 + (row % 90)},${'abcd'[row % 4]}-status,${'efgh'[row % 4]}-channel\n`;
  const chunks = Array.from({ length: amount }, (_, index) => chunk.replaceAll('@', String(1000 + index)));
  return new Blob([`${header}\n`, ...chunks]);
}

/**
 * Takes a first look at a file of nobody, and shows what it found: a browser compiles what it has never run, so that the first look at
 * a real file would take about twice its time.
 */
export function warmUpPreview(): Promise<Preview> {
  const header = COLUMNS.map(([role]) => role).join(',');
  return previewFile(fromBlob(inventOrders(header, LOOKED_CHUNKS), 'rehearsal.csv'));
}

/**
 * Lets the engine rehearse a load and a question while nobody waits for it: a browser runs fresh WebAssembly slowly at first, so that the
 * first real load would take about twice its time. Ends at once when a load begins; leaves nothing in the engine.
 */
export async function warmUpEngine(connector: Connector): Promise<void> {
  const file = fromBlob(inventOrders('a,b,c,d,e,f', CHUNKS), 'rehearsal.csv');
  const headers = COLUMNS.map((_, index) => 'abcdef'[index]!);
  const mapping = { grain: 'order' as const, columns: COLUMNS.map(([role, parse], index) => ({ header: headers[index]!, role, parse })) };
  const dialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
  await rehearseLoad(connector, {
    file,
    info: { id: 's0rehearsal', name: file.name, bytes: file.bytes, fingerprint: '', dialect, headers, mapping },
  });
  await connector.query('SELECT sum(range) AS sum FROM range(1000)');
}
