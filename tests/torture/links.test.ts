import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readLinkCode, writeLinkCode } from '#core/report/link/codec';
import { readReport } from '#core/report/parse';
import { serializeReport } from '#core/report/serialize';
import type { Report } from '#core/report/types';
import { codeInFragment } from '#edge/share/link';
import { anyReport, emptyReport, kinds } from '../support/reports';
import { runs } from '../support/seeded';
import { LINK_MUTATIONS, mutantLink } from './mutate-link';

const EXAMPLES = path.resolve(import.meta.dirname, '../../src/core/report/examples');
/** Of the processor, which another program on the machine does not take. */
const LONGEST_SECONDS = 2;

function readExample(name: string): Report {
  const read = readReport(readFileSync(path.join(EXAMPLES, `${name}.report.json`), 'utf8'), kinds);
  if (!read.ok) throw new Error(name);
  return read.value.report;
}

/** What a link gives, and the seconds of the processor that it took. */
function readTimed(code: string) {
  const before = process.cpuUsage();
  const read = readLinkCode(codeInFragment(`#r=${code}`) ?? '', kinds);
  const { user, system } = process.cpuUsage(before);
  return { read, seconds: (user + system) / 1e6 };
}

/** Where reading stopped, by what was said. */
const STAGES: Readonly<Record<string, string>> = {
  issue_link_too_long: 'length',
  issue_link_truncated: 'checksum',
  issue_link_damaged: 'checksum',
  issue_link_newer: 'checksum',
  issue_link_sealed: 'checksum',
  issue_link_inflates: 'inflate',
  issue_link_unpacked: 'inflate',
  issue_link_unreadable: 'parse',
  issue_link_altered: 'parse',
  issue_report_too_deep: 'parse',
  issue_report_not_json: 'parse',
};

test('LK2 LK3 LK8 mutated links are stopped or give the report they were made of, never another', { timeout: 30 * 60_000 }, () => {
  const { numRuns, seed } = runs(1_000_000);
  const reports = [
    ...['pet-salon-zh', 'tea-shop-zh', 'sample-shop', 'notebook', 'smallest'].map(readExample),
    emptyReport,
    ...fc.sample(anyReport, { seed, numRuns: 6 }),
  ];
  const codes = reports.map(writeLinkCode);
  const texts = reports.map(serializeReport);
  const ends = new Map<string, number>();
  const add = (what: string) => ends.set(what, (ends.get(what) ?? 0) + 1);
  const other: string[] = [];
  let [slowest, slowestLink] = [0, ''];
  for (let number = 0; number < numRuns; number++) {
    const mutant = mutantLink(codes, seed, number);
    const { read, seconds } = readTimed(mutant.code);
    let took = seconds;
    // A machine that stops for a while is slow once, a link that is slow to read is slow each time.
    for (let again = 0; again < 3 && took > LONGEST_SECONDS / 10; again++) took = Math.min(took, readTimed(mutant.code).seconds);
    if (took > slowest) [slowest, slowestLink] = [took, `${number} ${mutant.mutations.join('+')}`];
    for (const each of mutant.mutations) add(each);
    if (mutant.fresh) add('fresh checksum');
    if (!read.ok) add(STAGES[read.issues[0]!.code] ?? `refused: ${read.issues[0]!.code}`);
    // A link that became another whole link of the corpus says what that one says.
    else if (texts.includes(serializeReport(read.value.report))) add('equal');
    else other.push(`${number} ${mutant.mutations.join('+')} ${mutant.code.slice(0, 200)}`);
  }
  console.log(
    `${numRuns} links, slowest ${slowest.toFixed(2)} s (${slowestLink}): ${[...ends].map(([what, count]) => `${what} ${count}`).join(', ')}, another document ${other.length}`,
  );
  expect(other).toEqual([]);
  expect([...ends.keys()].filter((what) => what.startsWith('refused'))).toEqual([]);
  expect(ends.get('fresh checksum')).toBe(Math.ceil(numRuns / 2));
  expect(slowest, slowestLink).toBeLessThan(LONGEST_SECONDS);
  for (const name of Object.keys(LINK_MUTATIONS)) expect(ends.get(name), name).toBeGreaterThan(numRuns / 50);
  for (const stage of ['checksum', 'inflate', 'parse', 'equal']) expect(ends.get(stage), stage).toBeGreaterThan(numRuns / 100);
  expect(ends.get('length')).toBeGreaterThan(numRuns / 5000);
});
