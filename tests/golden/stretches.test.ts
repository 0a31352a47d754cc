import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { fromBlob } from '#edge/load/input-file';
import { previewFile } from '#edge/load/preview';
import type { LoadRequest } from '#edge/load/types';
import { proposeMapping } from '#app/run/sources';
import { loadTwice } from '../support/same-tables';
import { openWasmTestEngine } from '../support/wasm-engine';
import { sharedPath, unpack } from './open-files';

const shop = path.resolve(import.meta.dirname, '../../sample-data');
const shopFiles = readdirSync(shop)
  .filter((name) => name.endsWith('.csv'))
  .map((name) => path.join(shop, name));
const retail = sharedPath('data/online-retail/online_retail.csv.gz');
const cdnow = sharedPath('data/cdnow/btyd_cdnowElog.csv');

/** Files as the page gives them, with the mapping it proposes by itself. */
async function requestsOf(files: readonly string[]): Promise<LoadRequest[]> {
  const requests: LoadRequest[] = [];
  for (const [index, each] of files.entries()) {
    const file = fromBlob(new Blob([readFileSync(each)]), path.basename(each));
    const preview = await previewFile(file);
    const { dialect, headers } = preview.head;
    const info = { id: `s${index + 1}`, name: file.name, bytes: file.bytes, fingerprint: '', dialect, headers };
    requests.push({ file, info: { ...info, mapping: proposeMapping(preview) } });
  }
  return requests;
}

/** Ordinary and in stretches: the same tables, ledgers, findings and description. */
async function compare(connector: Connector, files: readonly string[], stretchRows: number): Promise<number> {
  const { whole, other, tables } = await loadTwice(connector, await requestsOf(files), { stretchRows });
  for (const { name, differing, columns, otherColumns } of tables) {
    expect(differing, name).toBe(0);
    expect(otherColumns, name).toEqual(columns);
  }
  expect(other.sources).toEqual(whole.sources);
  expect(other.issues).toEqual(whole.issues);
  expect(other.model).toEqual(whole.model);
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

describe.each([
  ['native', openNodeEngine],
  ['DuckDB-WASM', openWasmTestEngine],
])('LD21 on %s, in stretches as in one piece', (_, open) => {
  let connector: Connector;
  beforeAll(async () => void (connector = await open()));
  afterAll(() => connector.close());

  test('the sample shop, all its files together', async () => {
    expect(await compare(connector, shopFiles, 900)).toBeGreaterThan(5000);
  });

  test.skipIf(!cdnow)('CDNOW: orders without ids', async () => {
    expect(await compare(connector, [cdnow!], 1000)).toBeGreaterThan(9000);
  });
});

describe.skipIf(!retail)('LD21 a large file of order lines', () => {
  test('Online Retail: orders of many lines, in stretches as in one piece', async () => {
    const connector = await openNodeEngine();
    try {
      expect(await compare(connector, [await unpack(retail!)], 40_000)).toBeGreaterThan(560_000);
    } finally {
      await connector.close();
    }
  }, 120_000);
});
