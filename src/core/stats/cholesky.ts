/**
 * Lower triangle L with L·Lᵀ = the symmetric matrix given; null where it is not positive definite (a pivot below 1e-12 of its diagonal).
 */
export function cholesky(matrix: readonly (readonly number[])[]): number[][] | null {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const line: number[] = [];
    for (let j = 0; j <= i; j++) {
      let rest = row[j]!;
      for (let k = 0; k < j; k++) rest -= line[k]! * (j === i ? line[k]! : lower[j]![k]!);
      if (j < i) line.push(rest / lower[j]![j]!);
      else if (rest > 1e-12 * row[i]!) line.push(Math.sqrt(rest));
      else return null;
    }
    lower.push(line);
  }
  return lower;
}

/** x with L·Lᵀ·x = b, for a triangle of `cholesky`. */
export function solveWith(lower: readonly (readonly number[])[], b: readonly number[]): number[] {
  const x = [...b];
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i]![k]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}
