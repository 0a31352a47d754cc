/**
 * Chance from a seed. Only additions, multiplications and shifts of 32-bit integers: the same numbers on every machine, which
 * `Math.exp` and its like do not promise.
 */

/** @typedef {{ next(): number, whole(below: number): number, chance(p: number): boolean, pick<T>(list: readonly T[]): T, weigh<T>(list: readonly (readonly [T, number])[]): T }} Random */

/** mulberry32 (Tommy Ettinger, public domain). @param {number} seed @returns {Random} */
export function makeRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (/** @type {number} */ below) => Math.floor(next() * below);
  return {
    next,
    whole,
    chance: (p) => next() < p,
    pick: (list) => list[whole(list.length)],
    weigh(list) {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of list) {
        left -= weight;
        if (left < 0) return item;
      }
      return list[list.length - 1][0];
    },
  };
}
