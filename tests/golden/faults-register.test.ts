import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedPath } from './shared-path';

const root = path.resolve(import.meta.dirname, '../..');

/** File below the project, and the name of a test, of a group or of a case in it. */
type Place = readonly [file: string, name: string];
const e2e = 'tests/e2e/faults.e2e.ts';
const more = 'tests/e2e/faults-more.e2e.ts';
const session = 'src/app/session/faults.test.ts';
const forms = 'src/core/intake/value-forms.test.ts';
const engine = 'src/edge/engine/duckdb-wasm/engine.svelte.test.ts';

/** Where each fault is injected, by its name in the design. */
const REGISTER: Readonly<Record<string, readonly Place[]>> = {
  'Engine worker dies': [
    [e2e, 'its worker is killed in the middle of a query: files, edits and answers are back, and it is said'],
    [e2e, 'its worker is killed again while the files are loaded anew: said, and a reload brings everything back'],
  ],
  'wasm trap': [[e2e, 'WebAssembly traps: the engine is thrown away and started again, and it is said']],
  'engine out of memory': [
    [more, 'the engine gets no more memory: the question says so, the others stand, and it answers when there is room again'],
  ],
  'runaway query': [
    [
      'tests/hostile/hostile.e2e.ts',
      'hostile reports, ${A_PAGE} a page: nothing leaves, nothing becomes code, nothing hangs, each ends in a sentence; policy as ${host}',
    ],
    [engine, 'a running query is cancelled within a second, the engine lives on and no transaction is left'],
    ['src/edge/engine/query-bounds.test.ts', 'QB2 QB3 %s: %s'],
  ],
  'tab crash': [
    ['tests/e2e/tab-kills.e2e.ts', '${numRuns} tabs killed between 0 and 3 s after an edit: no edit older than a second is lost'],
    [
      'src/edge/storage/locked-faults.svelte.test.ts',
      '$what, killed while it waits: the next visit finds it as before and takes away what was half written',
    ],
  ],
  'quota exceeded': [
    [e2e, 'no room left: the edit stays on screen and the loss is told'],
    ['src/edge/storage/storage.svelte.test.ts', 'ST5 over quota: told, and the next save writes what is missing'],
    ['src/edge/storage/locked-faults.svelte.test.ts', '$what with no room left: said, and everything is as before'],
  ],
  'storage cleared while open': [
    [more, 'what is stored is cleared while the page is open: said, and work goes on until it is closed'],
    ['src/edge/storage/storage.svelte.test.ts', 'ST7 cleared while open: told once, work goes on'],
  ],
  'IndexedDB missing': [[e2e, 'no IndexedDB: told at once, and everything works until the page is closed']],
  'stored document corrupt': [
    [e2e, 'the stored document is garbage: set aside, the files are there, a first report stands'],
    [e2e, 'one stored edit is garbage: those before it stand, now and at the next visit'],
  ],
  'document from a newer version': [[e2e, 'a report of a newer version: opened to read, not to change']],
  'two tabs on one workspace': [
    [e2e, 'a second tab reads only and says why; it takes over when the first is closed'],
    ['tests/e2e/locked.e2e.ts', 'a second tab hears of the lock and asks for the passphrase'],
    ['tests/e2e/two-tabs.e2e.ts', 'the second tab follows, takes over by a button without losing an edit, and the first follows then'],
  ],
  'offline before and after first load': [
    [
      'tests/e2e/offline-faults.e2e.ts',
      'the network goes before the page is whole: said what was not done, what is on screen stays, and it works when it is back',
    ],
    ['tests/e2e/publish.e2e.ts', 'the page itself works without a network from the first visit, under its own path'],
    [more, 'the network goes while a report is open: what was fetched goes on answering, and edits are kept'],
  ],
  'wasm download cut, wrong type or truncated': [
    [e2e, 'the host does not deliver it: said why nothing is counted, and the edits are kept'],
    ['tests/e2e/offline-faults.e2e.ts', 'cut off on its way'],
    ['tests/e2e/offline-faults.e2e.ts', 'a page of the host, with 200'],
    ['tests/e2e/offline-faults.e2e.ts', 'truncated to nothing'],
    [engine, 'a host that sends something else is named as the fault'],
    [engine, 'a download that is cut fails with a sentence, and a start by hand tries it again'],
  ],
  'huge file': [
    [
      'tests/e2e/too-large.e2e.ts',
      'LD23 LD27 LD31 a file that does not fit is refused with figures, read as a sample, and refused again whole',
    ],
  ],
  '5,000 columns': [[session, '5,000 columns']],
  '10 MB line': [
    [session, 'a line of 10 MB is read'],
    [session, 'a line without end'],
  ],
  'wrong encoding': [
    ['src/app/session/encoding.test.ts', 'IN8 a person names the encoding: the file is read anew, and it stays so at the next visit'],
    [session, 'a GB18030 file that ends within a character'],
    ['src/core/intake/detect-encoding.test.ts', 'a mark whose text is damaged is said'],
  ],
  'truncated gzip or xlsx': [['tests/e2e/formats.e2e.ts', 'F6 F13 damaged files say so and leave what is loaded alone']],
  'binary named .csv': [
    [e2e, 'a picture named .csv'],
    [session, 'a run of NUL bytes'],
  ],
  'ragged rows, footers, two tables in one file': [
    ['src/edge/load/loader.test.ts', 'LD1 LD2 LD3 the ledger names every record that is not kept, with its line and text'],
    ['src/edge/load/tidy-text.test.ts', 'what stands below the table of a long file is found at its end'],
    [session, 'two tables in one file are asked about, and nothing of them is loaded before'],
  ],
  'ambiguous dates': [['tests/e2e/import.e2e.ts', 'an ambiguous date is asked, not guessed']],
  'decimal comma, full-width digits, negatives in parentheses': [
    [forms, 'V2 decimal comma'],
    [forms, 'V6 full width'],
    [forms, 'V6 parentheses'],
  ],
  '20-digit ids': [[session, 'ids of twenty digits that differ in the last one stay different customers and orders, digit by digit']],
  'clock and time zone changes': [
    [more, 'the computer moves to another time zone, and its clock to another day: no day and no figure moves'],
  ],
  'truncated link': [[e2e, 'a link that was cut off: said, and the address is clean again']],
  'clipboard denied': [
    [more, 'the browser denies the clipboard: a table says what to do instead, and the edits stay'],
    ['tests/e2e/share.e2e.ts', 'where the browser does not allow copying, the link stands there to be copied by hand'],
  ],
  'printing a 200-cell report': [[more, 'a report of 200 cells is printed: each cell is on paper, and the page goes on']],
  '500 re-runs without a leak': [[more, 'a report is run again ${numRuns} times: what the page holds stays within a tenth']],
};

/** The faults that the design names, or null where it is not here. */
function faultsOf(page: string): readonly string[] {
  const section = /\n## Faults[^\n]*\n([\s\S]*?)Each ends in a sentence/.exec(page)?.[1] ?? '';
  return section
    .replace(/\s+/g, ' ')
    .split('·')
    .map((fault) => fault.trim().replace(/\.$/, ''));
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A test or group of that name begins here, or the first word of a case has it; one that is passed over does not count. */
function names(source: string, name: string): boolean {
  const quoted = `(['"\`])${escaped(name)}\\1`;
  const called = new RegExp(`\\b(?:test|describe)(?:\\.each\\([\\s\\S]*?\\)|\\.describe)?\\(\\s*${quoted}\\s*,`);
  const listed = new RegExp(`\\[\\s*${quoted}\\s*,`);
  return called.test(source) || listed.test(source);
}

describe('the register of faults', () => {
  const design = sharedPath('design', 'trust.md');
  if (!design) console.warn('Register of faults: its list is not compared, because ../shared is not here.');

  test.skipIf(!design)('has every fault of the design, and no other', () => {
    const faults = faultsOf(readFileSync(design!, 'utf8'));
    expect(faults.length).toBeGreaterThan(20);
    expect(Object.keys(REGISTER).toSorted()).toEqual([...faults].toSorted());
  });

  test.each(Object.entries(REGISTER))('%s: injected where the register says', (_, places) => {
    expect(places.length).toBeGreaterThan(0);
    const missing = places.filter(([file, name]) => !names(readFileSync(path.join(root, file), 'utf8'), name));
    expect(missing).toEqual([]);
  });

  test('a test that is passed over, or named only in a remark, does not count', () => {
    expect(names("test('a (b)', () => {})", 'a (b)')).toBe(true);
    expect(names("test.each(rows)('a %s', () => {})", 'a %s')).toBe(true);
    expect(names("[\n  'a', 1]", 'a')).toBe(true);
    for (const source of ["test.skip('a', x)", "test.todo('a')", "test.fixme('a', x)", '// a', "say('a', 1)", "test('a b', x)"])
      expect([source, names(source, 'a')]).toEqual([source, false]);
  });
});
