/** Names without surrounding spaces, made for columns that have none, and made unique by a number. */
export function nameColumns(first: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return first.map((field, index) => {
    const base = field.trim() || `column_${index + 1}`;
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
    taken.add(name);
    return name;
  });
}

/** D11: an upper row's words also stand for the empty fields right of them, where a lower row has a word. */
function spread(row: readonly string[], lower: readonly string[]): readonly string[] {
  let word = '';
  return row.map((field, column) => {
    if (field.trim() !== '') word = field.trim();
    else if ((lower[column] ?? '').trim() === '') word = '';
    return field.trim() === '' ? word : field.trim();
  });
}

/** D11: the words of several header records, joined by a blank; not yet unique. */
export function joinHeaders(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const full: (readonly string[])[] = [];
  for (const row of [...rows].reverse()) {
    const padded = Array.from({ length: width }, (_, column) => row[column] ?? '');
    full.unshift(full[0] ? spread(padded, full[0]) : padded.map((field) => field.trim()));
  }
  return Array.from({ length: width }, (_, column) =>
    full
      .map((row) => row[column]!.replace(/\s+/g, ' '))
      .filter((word) => word !== '')
      .join(' '),
  );
}
