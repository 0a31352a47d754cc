import { deflateSync, strToU8 } from 'fflate';
import { checksum } from '#core/report/link/checksum';
import { toBase64url } from '#core/report/link/base64url';
import { DICTIONARY_1 } from '#core/report/link/dictionary-1';
import type { HostileDocument } from './types';
import { documents, reportOf, sqlCell, textCell } from './write';

const PLAIN = JSON.stringify(reportOf([sqlCell('SELECT 1 AS a'), { id: 'c2', type: 'text', markdown: 'a' }]));
/** With a place in its chart where a list of anything may stand. */
const CHARTED = JSON.stringify(reportOf([sqlCell('SELECT 1 AS a', { chart: { mark: 'bar', here: [] } })]));
const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
const POISON = '{"polluted":"yes","prototype":{"polluted":"yes"}}';

/** Where a key of an object's own nature is put: before the first text that matches. */
const spots: readonly (readonly [name: string, at: string])[] = [
  ['document', '"format"'],
  ['cell', '"id":"c1"'],
  ['query', '"by"'],
  ['range', '"from":null'],
  ['revenue', '"paidStatuses"'],
];

const prototypes = spots.flatMap(([name, at]) =>
  KEYS.map((key) => ({
    name: `${name}-${key}`,
    tries: `puts ${key} into the ${name}`,
    ends: 'refused' as const,
    report: PLAIN.replace(at, `"${key}":${POISON},${at}`),
  })),
);

const versions: readonly { name: string; tries: string; ends: HostileDocument['ends']; report: string }[] = [
  ...[3, 4, 99, 9007199254740991].map((version) => ({
    name: `newer-${version}`,
    tries: 'says it is from the future',
    ends: 'harmless' as const,
    report: PLAIN.replace('"version":2', `"version":${version}`),
  })),
  ...['0', '-1', '2.5', '1e400', '"2"', 'null', 'true', '[2]', '{}'].map((version, index) => ({
    name: `odd-${index + 1}`,
    tries: `says it is of version ${version}`,
    ends: 'refused' as const,
    report: PLAIN.replace('"version":2', `"version":${version}`),
  })),
  {
    name: 'newer-cell',
    tries: 'brings a kind of cell that is not known yet',
    ends: 'harmless',
    report: PLAIN.replace('"version":2', '"version":3').replace('"type":"sql"', '"type":"program"'),
  },
  {
    name: 'newer-kind',
    tries: 'asks for an analysis that is not known',
    ends: 'stopped',
    report: JSON.stringify(reportOf([{ id: 'c1', type: 'analysis', kind: 'mining', version: 1, params: {} }])),
  },
  {
    name: 'newer-params',
    tries: 'brings options of a later version',
    ends: 'stopped',
    report: JSON.stringify(reportOf([{ id: 'c1', type: 'analysis', kind: 'overview', version: 999, params: {} }])),
  },
  {
    name: 'prototype-kind',
    tries: 'asks for an analysis by a name of every object',
    ends: 'stopped',
    report: JSON.stringify(reportOf([{ id: 'c1', type: 'analysis', kind: 'constructor', version: 1, params: {} }])),
  },
  { name: 'other-format', tries: 'is something else', ends: 'refused', report: PLAIN.replace('clientele.report', 'clientele.program') },
  { name: 'not-json', tries: 'is no document', ends: 'refused', report: `${PLAIN}}` },
  {
    name: 'deep',
    tries: 'nests a hundred thousand lists',
    ends: 'refused',
    report: PLAIN.replace('"sources":[]', `"sources":${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  },
  {
    name: 'deep-object',
    tries: 'nests a hundred thousand objects',
    ends: 'refused',
    report: PLAIN.replace('"sources":[]', `"sources":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
  },
  {
    name: 'deep-chart',
    tries: 'nests twenty thousand lists in a chart',
    ends: 'refused',
    report: CHARTED.replace('"here":[]', `"here":${'['.repeat(20_000)}${']'.repeat(20_000)}`),
  },
  {
    name: 'long',
    tries: 'is ten million characters long',
    ends: 'refused',
    report: PLAIN.replace('Third quarter', 'x'.repeat(10_000_000)),
  },
  {
    name: 'many-cells',
    tries: 'brings ten thousand cells',
    ends: 'refused',
    report: JSON.stringify(reportOf(Array.from({ length: 10_000 }, (_, at) => ({ ...textCell('a'), id: `c${at}` })))),
  },
  { name: 'same-id', tries: 'names two cells the same', ends: 'refused', report: JSON.stringify(reportOf([textCell('a'), textCell('b')])) },
  {
    name: 'unknown-key',
    tries: 'brings a key that nobody reads',
    ends: 'refused',
    report: PLAIN.replace('"sources"', '"loader":"{{canary}}","sources"'),
  },
];

const code = (packed: Uint8Array): string => {
  const body = `1.${toBase64url(packed)}`;
  return `${body}.${checksum(body)}`;
};
const pack = (text: string): Uint8Array => deflateSync(strToU8(text), { level: 9, dictionary: strToU8(DICTIONARY_1) });
const short = (text: string): string => code(pack(text));
const damaged = short(PLAIN);

/** Links that unfold to much more than they are, or to nothing. Made when they are asked for: the first takes a while. */
const links: readonly (readonly [name: string, tries: string, make: () => string])[] = [
  ['inflated', 'unfolds to fifty million characters', () => short(PLAIN.replace('Third quarter', ' '.repeat(50_000_000)))],
  ['inflated-twice', 'unfolds to what unfolds again', () => short(short(' '.repeat(9_000_000)))],
  ['inflated-rows', 'unfolds to a million cells', () => short(`{"format":"clientele.report","cells":[${'{},'.repeat(1_000_000)}{}]}`)],
  ['deep', 'unfolds to lists in lists', () => short('['.repeat(500_000))],
  ['long', 'is longer than any link', () => `1.${'A'.repeat(1_000_000)}.0000000`],
  ['letters', 'is no code', () => `1.${'!'.repeat(1000)}.0000000`],
  ['cut', 'was cut on its way', () => damaged.slice(0, -20)],
  ['changed', 'was changed on its way', () => damaged.replace(/.(?=.{30}$)/, (letter) => (letter === 'A' ? 'B' : 'A'))],
  ['sum', 'has another sum', () => `${damaged.slice(0, -7)}zzzzzzz`],
  ['newer', 'is of a later version', () => damaged.replace(/^1\./, '9.')],
  ['parts', 'has more parts', () => `${damaged}.${damaged}`],
  ['empty', 'holds nothing', () => code(new Uint8Array(0))],
  ['endless', 'never ends', () => code(pack(PLAIN).subarray(0, 60))],
  ['noise', 'holds noise', () => code(Uint8Array.from({ length: 4000 }, (_, at) => (at * 2654435761) >>> 24))],
  ['other-page', 'is a link to somewhere else', () => `https://example.org/#r=${damaged.slice(0, -1)}`],
  ['prototype', 'holds keys of an object’s own nature', () => short(PLAIN.replace('"format"', `"__proto__":${POISON},"format"`))],
];

export const shapeDocuments: readonly HostileDocument[] = [
  ...documents('prototype', prototypes),
  ...documents('version', versions),
  {
    id: 'version-long-list',
    kind: 'version',
    tries: 'brings a chart with a list of four million numbers',
    from: 'file',
    ends: 'refused',
    text: () => CHARTED.replace('"here":[]', `"here":[${'0,'.repeat(4_000_000)}0]`),
  },
  ...links.map(([name, tries, make]): HostileDocument => ({
    id: `link-${name}`,
    kind: 'link',
    tries,
    from: 'link',
    ends: 'refused',
    text: make,
  })),
];
