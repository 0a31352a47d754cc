/** The first of `d1`, `d2`, … (by their prefix) that is not taken. */
export function nextId(prefix: string, taken: readonly string[]): string {
  const known = new Set(taken);
  let number = known.size + 1;
  while (known.has(`${prefix}${number}`)) number++;
  return `${prefix}${number}`;
}
