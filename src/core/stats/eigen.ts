/**
 * Eigenvalues of a symmetric matrix, in no order, and their vectors as columns: matrix = vectors · diag(values) · vectorsᵀ. Jacobi 1846.
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): {
  readonly values: readonly number[];
  readonly vectors: readonly (readonly number[])[];
} {
  const a = matrix.map((row) => [...row]);
  const vectors = a.map((_, i) => a.map((_unused, j) => Number(i === j)));
  const n = a.length;
  /** Turns columns p and q of m by the angle whose cosine and sine are given. */
  const turn = (m: number[][], p: number, q: number, cos: number, sin: number): void => {
    for (const row of m) [row[p], row[q]] = [cos * row[p]! - sin * row[q]!, sin * row[p]! + cos * row[q]!];
  };
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const between = a[p]![q]!;
        off += between * between;
        if (between === 0) continue;
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * between);
        const tan = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cos = 1 / Math.hypot(tan, 1);
        turn(a, p, q, cos, tan * cos);
        const [rowP, rowQ] = [a[p]!, a[q]!];
        for (let k = 0; k < n; k++) [rowP[k], rowQ[k]] = [cos * rowP[k]! - tan * cos * rowQ[k]!, tan * cos * rowP[k]! + cos * rowQ[k]!];
        turn(vectors, p, q, cos, tan * cos);
      }
    if (off < 1e-28) break;
  }
  return { values: a.map((row, i) => row[i]!), vectors };
}
