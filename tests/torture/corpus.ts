import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { ENCODINGS } from '#core/model/source';
import type { AnyDialect } from '../support/tables/any-table';
import { LANGUAGES } from '../support/tables/languages';
import { writeTable } from '../support/tables/write-table';

export interface CorpusFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Larger files give their first lines: what is mutated is the form, not the size. */
const LONGEST = 6 * 1024;

function readFolder(folder: string): readonly CorpusFile[] {
  return readdirSync(folder)
    .filter((name) => /\.(csv|tsv|txt)$/.test(name))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(path.join(folder, name)).subarray(0, LONGEST)) }));
}

const plain: AnyDialect = {
  encoding: 'utf-8',
  bom: false,
  delimiter: ',',
  quote: '"',
  escape: '"',
  newline: '\n',
  quoteAll: false,
  lastNewline: true,
  frame: 'none',
};

/** A small table of each language in each of its encodings, and in each dialect in turn. */
function makeTables(): readonly CorpusFile[] {
  const dialects: readonly Partial<AnyDialect>[] = [
    {},
    { delimiter: ';', frame: 'preamble' },
    { delimiter: '\t', newline: '\r\n' },
    { delimiter: '|', quoteAll: true, frame: 'footer' },
    { delimiter: '^', quote: "'", frame: 'both' },
    { escape: '\\', newline: '\r', frame: 'sep' },
    { frame: 'headless', bom: true },
    { encoding: 'utf-16le', bom: true },
    { encoding: 'utf-16be', bom: true, newline: '\r\n' },
  ];
  return LANGUAGES.flatMap((language, at) => {
    const word = (place: number) => language.words[place % language.words.length]!;
    const rows = Array.from({ length: 24 }, (_, row) => [
      String(row).padStart(4, '0'),
      word(row),
      `${word(row * 3)} ${row % 5 === 0 ? '"' : ''}${word(row * 7)}${row % 6 === 0 ? '\n' : ','} ${word(row + 5)}`,
      (row * 7.25).toFixed(2),
      `2026-0${1 + (row % 9)}-1${row % 10}`,
      row % 4 === 0 ? '' : word(row * 5),
    ]);
    const table = { language, headers: language.headers, rows };
    const ways = [
      ...language.encodings.map((encoding) => ({ encoding })),
      dialects[at % dialects.length]!,
      dialects[(at + 4) % dialects.length]!,
    ];
    return ways.map((way) => {
      const dialect: AnyDialect = { ...plain, ...way };
      return { name: `${language.name} ${dialect.encoding}.csv`, bytes: writeTable(table, dialect) };
    });
  });
}

const FIXED = [
  'no    name      amount',
  ...Array.from({ length: 20 }, (_, row) => `${String(row).padEnd(6)}${'person'.padEnd(10)}${row * 3}`),
].join('\n');
const TWO = 'a,b,c\n1,2,3\n4,5,6\n7,8,9\n\nd,e\nx,1\ny,2\nz,3\n';

/** One stored file in a ZIP container. */
function zip(name: string, content: Uint8Array): Uint8Array {
  const packed = deflateRawSync(content);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(name.length, 26);
  return Uint8Array.from(Buffer.concat([header, Buffer.from(name), packed]));
}

/** What is mutated: the sample shop, the vendors' exports, made tables of every dialect and encoding, containers. */
export function readCorpus(root: string): readonly CorpusFile[] {
  const encoder = new TextEncoder();
  const orders = new Uint8Array(readFileSync(path.join(root, 'sample-data/orders.csv')).subarray(0, LONGEST));
  const files = [
    ...readFolder(path.join(root, 'sample-data')),
    ...readFolder(path.join(root, 'tests/fixtures/vendors')),
    ...readFolder(path.join(root, 'tests/fixtures/headers')),
    ...makeTables(),
    { name: 'fixed.txt', bytes: encoder.encode(FIXED) },
    { name: 'two.csv', bytes: encoder.encode(TWO) },
    { name: 'orders.csv.gz', bytes: Uint8Array.from(gzipSync(orders)) },
    { name: 'orders.zip', bytes: zip('orders.csv', orders) },
    { name: 'book.xlsx', bytes: zip('[Content_Types].xml', encoder.encode('<Types/>')) },
  ];
  const missing = ENCODINGS.filter((encoding) => !files.some(({ name }) => name.includes(encoding)) && encoding !== 'utf-8');
  if (missing.length > 0) throw new Error(`the corpus lacks ${missing.join()}`);
  return files.filter(({ bytes }) => bytes.length > 0);
}
