/** Chance from a seed: the same numbers on every machine. */
export interface Random {
  /** The next 32 bits as a whole number. */
  word(): number;
  /** A fraction of 53 bits, 0 ≤ x < 1. */
  next(): number;
  /** A whole number from 0 to `below` − 1. */
  whole(below: number): number;
  /** The items in a new order, each order equally likely (Fisher and Yates). */
  shuffle<Item>(items: readonly Item[]): Item[];
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** splitmix32: fills the four words of the generator from one number. */
function fill(seed: number): [number, number, number, number] {
  let state = seed | 0;
  const word = (): number => {
    state = (state + 0x9e3779b9) | 0;
    const first = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    const second = Math.imul(first ^ (first >>> 15), 0x735a2d97);
    return second ^ (second >>> 15);
  };
  return [word(), word(), word(), word()];
}

/** xoshiro128** (Blackman and Vigna 2018, public domain), from a seed or from its four words, which must not all be 0. */
export function makeRandom(seed: number | readonly [number, number, number, number]): Random {
  let [a, b, c, d] = typeof seed === 'number' ? fill(seed) : seed;
  const word = (): number => {
    const found = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return found;
  };
  const next = (): number => ((word() >>> 5) * 0x4000000 + (word() >>> 6)) / 2 ** 53;
  const whole = (below: number): number => Math.floor(next() * below);
  return {
    word,
    next,
    whole,
    shuffle(items) {
      const found = [...items];
      for (let i = found.length - 1; i > 0; i--) {
        const j = whole(i + 1);
        [found[i], found[j]] = [found[j]!, found[i]!];
      }
      return found;
    },
  };
}
