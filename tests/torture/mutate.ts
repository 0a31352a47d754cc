/** Chance that a number repeats. */
export type Dice = (sides: number) => number;

/** Throws from 0 to `sides` − 1, always the same ones for a seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, sides);
  };
}

type Mutation = (bytes: Uint8Array, dice: Dice, other: Uint8Array) => Uint8Array;

function join(...parts: readonly ArrayLike<number>[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A stretch of at most a third of the file. */
function stretch(bytes: Uint8Array, dice: Dice): readonly [from: number, to: number] {
  const from = dice(bytes.length);
  return [from, Math.min(bytes.length, from + 1 + dice(bytes.length / 3))];
}

/** Puts some bytes in at one to ten places. */
const insert =
  (choices: readonly (readonly number[])[]): Mutation =>
  (bytes, dice) => {
    let out = bytes;
    for (let left = 1 + dice(10); left > 0; left--) {
      const at = dice(out.length + 1);
      out = join(out.subarray(0, at), choices[dice(choices.length)]!, out.subarray(at));
    }
    return out;
  };

const codes = (text: string): readonly number[] => [...text].map((sign) => sign.charCodeAt(0));

/** The text of the bytes, two bytes a character, or marked as what it is not. */
function swapEncoding(bytes: Uint8Array, dice: Dice): Uint8Array {
  const marks = [
    [0xff, 0xfe],
    [0xfe, 0xff],
    [0xef, 0xbb, 0xbf],
  ];
  if (dice(2) === 0) return join(marks[dice(3)]!, bytes);
  const text = new TextDecoder(['utf-8', 'gb18030', 'windows-1252', 'utf-16le'][dice(4)]).decode(bytes);
  const little = dice(2) === 0;
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), little);
  return join(dice(2) === 0 ? marks[little ? 0 : 1]! : [], new Uint8Array(view.buffer));
}

/** What may happen to a file on its way. */
export const MUTATIONS = {
  flip: (bytes, dice) => {
    const out = Uint8Array.from(bytes);
    for (let left = 1 + dice(12); left > 0 && out.length > 0; left--) out[dice(out.length)]! ^= 1 << dice(8);
    return out;
  },
  delete: (bytes, dice) => {
    const [from, to] = stretch(bytes, dice);
    return join(bytes.subarray(0, from), bytes.subarray(to));
  },
  duplicate: (bytes, dice) => {
    const [from, to] = stretch(bytes, dice);
    return join(bytes.subarray(0, to), bytes.subarray(from, to), bytes.subarray(to));
  },
  truncate: (bytes, dice) => bytes.slice(0, dice(bytes.length)),
  nulls: insert([[0], [0, 0], [0, 0, 0, 0, 0, 0, 0, 0]]),
  quotes: insert([codes('"'), codes("'"), codes('""'), codes('\\"')]),
  newlines: insert([codes('\n'), codes('\r'), codes('\r\n'), codes('\n\n\n')]),
  delimiters: insert([codes(','), codes(';'), codes('\t'), codes('|'), codes(',,,,')]),
  encoding: swapEncoding,
  concatenate: (bytes, dice, other) => (dice(2) === 0 ? join(bytes, other) : join(bytes, codes('\n\n'), other)),
} satisfies Readonly<Record<string, Mutation>>;
export type MutationName = keyof typeof MUTATIONS;
const NAMES = Object.keys(MUTATIONS) as MutationName[];

/** A file of the corpus after one to three mutations: always the same for its number. */
export interface Mutant {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mutations: readonly MutationName[];
}

/** The mutant of a number. */
export function mutantOf(corpus: readonly { readonly name: string; readonly bytes: Uint8Array }[], seed: number, number: number): Mutant {
  const dice = diceOf(Math.imul(seed, 0x9e3779b1) ^ number);
  const { name, bytes } = corpus[dice(corpus.length)]!;
  const mutations = Array.from({ length: 1 + dice(3) }, () => NAMES[dice(NAMES.length)]!);
  const mutated = mutations.reduce<Uint8Array>((before, each) => MUTATIONS[each](before, dice, corpus[dice(corpus.length)]!.bytes), bytes);
  return { name, bytes: mutated, mutations };
}
