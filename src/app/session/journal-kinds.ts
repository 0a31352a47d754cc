type Loose = Readonly<Record<string, unknown>> | null | undefined;

/** The kinds of analysis named anywhere in a stored journal, which may be damaged: only what has the right shape is looked at. */
export function listJournalKinds(journal: unknown): string[] {
  const kinds = new Set<string>();
  const waiting: unknown[] = [journal];
  for (let seen = 0; waiting.length > 0 && seen < 100_000; seen++) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    const { type, kind, analysis } = value as NonNullable<Loose>;
    if (type === 'analysis' && typeof kind === 'string') kinds.add(kind);
    if (kind === 'part' && typeof analysis === 'string') kinds.add(analysis);
    waiting.push(...Object.values(value));
  }
  return [...kinds];
}
