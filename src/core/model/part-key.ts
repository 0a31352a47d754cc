/** One text for one place of a number, whatever the order of its fields. */
export const partKey = (part: unknown): string =>
  part !== null && typeof part === 'object' && !Array.isArray(part)
    ? `{${Object.entries(part)
        .map(([name, value]) => `${JSON.stringify(name)}:${partKey(value)}`)
        .sort()
        .join()}}`
    : Array.isArray(part)
      ? `[${part.map(partKey).join()}]`
      : JSON.stringify(part);
