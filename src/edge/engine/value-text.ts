const isPlain = (byte: number) => byte >= 32 && byte <= 126 && !'\\\'"'.includes(String.fromCharCode(byte));

/** Bytes as DuckDB writes a BLOB: printable ASCII as it is, everything else as `\\xHH`. */
export const blobText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (isPlain(byte) ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join(
    '',
  );

/** The fault of a query that gives a column of a type no result can hold. */
export const unshowable = (type: string): TypeError => new TypeError(`A column of type ${type} cannot be shown; cast it to VARCHAR.`);
