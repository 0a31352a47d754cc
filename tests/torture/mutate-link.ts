import { deflateSync } from 'fflate';
import { inflateRawSync } from 'node:zlib';
import { checksum } from '#core/report/link/checksum';
import { DICTIONARY_2 } from '#core/report/link/dictionary-2';
import { diceOf, type Dice } from './mutate';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CHECK = 4;

type Mutation = (code: string, dice: Dice, other: string) => string;

const letter = (dice: Dice): string => LETTERS[dice(LETTERS.length)]!;
const put = (code: string, at: number, text: string, taken = 0): string => code.slice(0, at) + text + code.slice(at + taken);

/** Does something at one to eight places. */
const often =
  (change: (code: string, at: number, dice: Dice) => string): Mutation =>
  (code, dice) => {
    let out = code;
    for (let left = 1 + dice(8); left > 0; left--) out = change(out, dice(out.length), dice);
    return out;
  };

/** The body as bytes, changed, and written again. */
const inBody =
  (change: (body: Buffer, dice: Dice) => Buffer): Mutation =>
  (code, dice) => {
    const [version = '', body = '', ...rest] = code.split('.');
    return [version, change(Buffer.from(body, 'base64url'), dice).toString('base64url'), ...rest].join('.');
  };

const flipBits = (bytes: Buffer, dice: Dice): Buffer => {
  const out = Buffer.from(bytes);
  for (let left = 1 + dice(6); left > 0 && out.length > 0; left--) out[dice(out.length)]! ^= 1 << dice(8);
  return out;
};

/** A sound body that holds something else: what was folded is changed and deflated anew, behind the check of what it was. */
const repack = (body: Buffer, dice: Dice): Buffer => {
  let folded: Buffer;
  try {
    folded = inflateRawSync(body.subarray(CHECK), { dictionary: Buffer.from(DICTIONARY_2), maxOutputLength: 1 << 20 });
  } catch {
    return flipBits(body, dice);
  }
  if (folded.length === 0) return body;
  const at = dice(folded.length);
  const changed = [
    () => flipBits(folded, dice),
    () => Buffer.concat([folded.subarray(0, at), Buffer.from([dice(256)]), folded.subarray(at)]),
    () => Buffer.concat([folded.subarray(0, at), folded.subarray(at + 1)]),
    // Another letter or word in the place of one.
    () => Buffer.concat([folded.subarray(0, at), Buffer.from([0x61 + dice(26)]), folded.subarray(at + 1)]),
  ][dice(4)]!();
  return Buffer.concat([body.subarray(0, CHECK), deflateSync(changed, { level: 1, dictionary: DICTIONARY_2 })]);
};

/** What may become of a link on its way, or be made of it. */
export const LINK_MUTATIONS = {
  cutEnd: (code, dice) => code.slice(0, dice(code.length)),
  cutStart: (code, dice) => code.slice(1 + dice(code.length)),
  cutMiddle: (code, dice) => put(code, dice(code.length), '', 1 + dice(40)),
  letters: often((code, at, dice) => put(code, at, letter(dice), 1)),
  insert: often((code, at, dice) => put(code, at, letter(dice))),
  swap: often((code, at) => put(code, at, (code[at + 1] ?? '') + (code[at] ?? ''), 2)),
  swapFar: often((code, at, dice) => {
    const to = dice(code.length);
    return put(put(code, at, code[to] ?? '', 1), to, code[at] ?? '', 1);
  }),
  otherCase: often((code, at) => {
    const sign = code[at] ?? '';
    return put(code, at, sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase(), 1);
  }),
  lowerCase: (code) => code.toLowerCase(),
  /** As programs wrap lines: hard, quoted-printable, or by blanks. */
  wrap: (code, dice) => {
    const sign = ['\r\n', '=\r\n', ' ', '\n ', '\u200b'][dice(5)]!;
    return (code.match(new RegExp(`.{1,${60 + dice(20)}}`, 'g')) ?? []).join(sign);
  },
  around: (code, dice) => `${[' ', '\n', '\t', ''][dice(4)]!}${code}${[' ', '\r\n', '', '\u00a0'][dice(4)]!}`,
  punctuation: (code, dice) => `${code}${['.', ',', ')', '>', '"', '…', '。', '）', '&utm_source=mail', '#top'][dice(10)]!}`,
  percent: often((code, at) => put(code, at, `%${(code.charCodeAt(at) || 0x2e).toString(16).padStart(2, '0').slice(-2)}`, 1)),
  percentAll: (code) => code.replace(/[-._~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
  percentTwice: (code) => code.replaceAll('.', '%252E'),
  standardBase64: (code) => code.replaceAll('-', '+').replaceAll('_', '/'),
  foreign: often((code, at, dice) => put(code, at, ['+', '/', '=', '%', '~', 'é', '中', '\0', '.', '‑'][dice(10)]!)),
  version: (code, dice) => code.replace(/^[^.]*/, ['1', '2', '3', '4', '02', '', '2s', '９'][dice(8)]!),
  splice: (code, dice, other) => code.slice(0, dice(code.length)) + other.slice(dice(other.length)),
  repeat: (code, dice) => put(code, dice(code.length), code.slice(dice(code.length))),
  flipBits: inBody(flipBits),
  check: inBody((body, dice) => Buffer.concat([flipBits(body.subarray(0, CHECK), dice), body.subarray(CHECK)])),
  repack: inBody(repack),
  // One in a hundred: so much text is slow to make.
  swell: (code, dice) => (dice(100) === 0 ? code + letter(dice).repeat(400_000) : code),
} satisfies Readonly<Record<string, Mutation>>;
export type LinkMutation = keyof typeof LINK_MUTATIONS;
const NAMES = Object.keys(LINK_MUTATIONS) as LinkMutation[];

/** The code with a right checksum for whatever it says. */
function freshen(code: string): string {
  const body = code.trim().split('.').slice(0, 2).join('.');
  return `${body}.${checksum(body)}`;
}

/** A link after one or two mutations, every other one with a fresh checksum: always the same for its number. */
export interface LinkMutant {
  readonly code: string;
  /** The place of the link it was made from. */
  readonly from: number;
  readonly fresh: boolean;
  readonly mutations: readonly LinkMutation[];
}

/** The mutant of a number. */
export function mutantLink(codes: readonly string[], seed: number, number: number): LinkMutant {
  const dice = diceOf(Math.imul(seed, 0x9e3779b1) ^ number);
  const from = dice(codes.length);
  const mutations = Array.from({ length: 1 + (dice(4) === 0 ? 1 : 0) }, () => NAMES[dice(NAMES.length)]!);
  const mutated = mutations.reduce((code, each) => LINK_MUTATIONS[each](code, dice, codes[dice(codes.length)]!), codes[from]!);
  const fresh = number % 2 === 0;
  return { code: fresh ? freshen(mutated) : mutated, from, fresh, mutations };
}
