const FEWEST = 3;

/**
 * The names of a file without what all of them begin with: `Deal - ID`, `Deal - Value` give `ID`, `Value` (M1). Cut only after a sign, so
 * that no word is torn, and only where every name keeps something of its own.
 */
export function stripCommonPrefix(headers: readonly string[]): readonly string[] {
  const filled = headers.map((header) => header.trim());
  const first = filled[0];
  if (first === undefined || filled.length < FEWEST) return filled;
  let shared = first.length;
  for (const header of filled) while (!header.startsWith(first.slice(0, shared))) shared--;
  const cut = /^.*[-–—:：./|>_]\s*/u.exec(first.slice(0, shared))?.[0].length ?? 0;
  return cut > 0 && filled.every((header) => header.length > cut) ? filled.map((header) => header.slice(cut)) : filled;
}
