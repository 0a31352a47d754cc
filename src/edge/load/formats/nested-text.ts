/** Text where the bytes are text, else their hex digits. */
export function bytesText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}

/** Lists and structures as JSON; whole numbers beyond 2⁵³ keep their digits. */
export function jsonText(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (value === null || value === undefined) return 'null';
  if (value instanceof Uint8Array) return JSON.stringify(bytesText(value));
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (typeof value === 'number' && !Number.isFinite(value)) return 'null';
  if (typeof value === 'object' && 'toJSON' in value && typeof value.toJSON === 'function') return jsonText(value.toJSON());
  if (ArrayBuffer.isView(value)) return `[${Array.from(value as unknown as ArrayLike<unknown>, (each) => jsonText(each)).join(',')}]`;
  if (Array.isArray(value)) return `[${value.map((each) => jsonText(each)).join(',')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, each]) => `${JSON.stringify(key)}:${jsonText(each)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}
