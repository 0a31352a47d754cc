import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { say } from '#core/messages/say';
import type { TableView } from '#core/model/presentation';
import type { Reader } from '../sheet';
import { sheetOf } from '../test-sheet';
import { cellsForClipboard } from './clipboard';
import { recordsOfTable } from './records';
import { FORMULAS, LONG_ID, MIXED } from './test-table';
import { tableToXlsx } from './xlsx/xlsx';

const reader: Reader = { locale: 'en', currency: 'CNY', say: (text) => say(text, { locale: 'en', currency: 'CNY' }) };
const folder = mkdtempSync(path.join(tmpdir(), 'clientele-office-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = promisify(execFile);
const office = await run('soffice', ['--version']).then(
  () => true,
  () => false,
);
if (!office) console.warn('LibreOffice is not installed here: what it makes of the workbook was NOT checked.');

test.skipIf(!office)(
  'TX6, TX12: LibreOffice opens the workbook; dates are dates, and no text is computed',
  { timeout: 180_000 },
  async () => {
    const mixed: TableView = { columns: MIXED.columns, rows: [...MIXED.rows, ...FORMULAS.map((id) => ({ values: { id } }))] };
    const made = await tableToXlsx(sheetOf({ locale: 'en', table: mixed }), reader);
    if (!made.ok) throw new Error(made.issues[0]?.code);
    const file = path.join(folder, 'book.xlsx');
    writeFileSync(file, new Uint8Array(await made.value.arrayBuffer()));
    await run('soffice', [
      `-env:UserInstallation=file://${folder}/office`,
      '--headless',
      '--convert-to',
      'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false',
      '--outdir',
      folder,
      file,
    ]);
    const lines = readFileSync(path.join(folder, 'book.csv'), 'utf8').trimEnd().split('\n');
    expect(lines.slice(0, 4)).toEqual([
      'Month,Tier,Orders,"Revenue, ¥",Share,Last order,客户,New',
      `2026-08,Champions,12,0.30,12.5%,2026-08-31,${LONG_ID},TRUE`,
      '2026-09,沉睡,0,-5.00,,2024-02-29,=1+1,FALSE',
      'All,,12,,100.0%,,,',
    ]);
    // Computed, these would read 2, 0, an error, a link's words.
    const said = lines.slice(4).join('\n');
    for (const text of FORMULAS.filter((each) => !/[\t\r"]/.test(each))) expect(said).toContain(text);
    expect(said).toContain('=HYPERLINK(""http://evil.example"")');
    expect(said).not.toMatch(/#|Err:/);
  },
);

test.skipIf(!office)('TX3, TX6: what is copied arrives in LibreOffice as cells, numbers as numbers', { timeout: 180_000 }, async () => {
  const file = path.join(folder, 'copied.html');
  writeFileSync(file, `<meta charset="utf-8">${cellsForClipboard(recordsOfTable(MIXED, reader.say)).html}`);
  const profile = `-env:UserInstallation=file://${folder}/office`;
  await run('soffice', [profile, '--headless', '--infilter=HTML (StarCalc)', '--convert-to', 'fods', '--outdir', folder, file]);
  const cells = [...readFileSync(path.join(folder, 'copied.fods'), 'utf8').matchAll(/<table:table-cell([^>]*)>\s*<text:p>([^<]*)/g)];
  const of = (words: string) => cells.find(([, , text]) => text === words)?.[1] ?? '';
  expect(of('0.3')).toContain('office:value="0.3');
  expect(of('12')).toContain('office:value-type="float"');
  for (const words of [LONG_ID, '2026-08', 'Champions', '沉睡'])
    expect([words, of(words)]).toEqual([words, expect.stringContaining('office:value-type="string"')]);
  expect(cells.some(([, attributes]) => attributes?.includes('table:formula'))).toBe(false);
});
