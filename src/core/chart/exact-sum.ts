/** Adds one number to partial sums that do not overlap, without losing a bit. After Shewchuk 1997. */
function addExactly(partials: number[], value: number): void {
  let rest = value;
  let kept = 0;
  for (let index = 0; index < partials.length; index++) {
    let partial = partials[index]!;
    if (Math.abs(rest) < Math.abs(partial)) [rest, partial] = [partial, rest];
    const sum = rest + partial;
    const lost = partial - (sum - rest);
    if (lost !== 0) partials[kept++] = lost;
    rest = sum;
  }
  partials.length = kept;
  partials.push(rest);
}

/** The sum of finite numbers, rounded once: the same in every order (PV3). 0 without numbers. */
export function exactSum(values: Iterable<number>): number {
  const partials: number[] = [];
  for (const value of values) addExactly(partials, value);
  let at = partials.length - 1;
  let sum = partials[at] ?? 0;
  let lost = 0;
  while (at > 0 && lost === 0) {
    const before = sum;
    const partial = partials[--at]!;
    sum = before + partial;
    lost = partial - (sum - before);
  }
  // What is left may lie exactly half way between two doubles; the next partial then says which way to round.
  if (at > 0 && lost < 0 === partials[at - 1]! < 0) {
    const twice = lost * 2;
    const next = sum + twice;
    if (twice === next - sum) sum = next;
  }
  return sum;
}
