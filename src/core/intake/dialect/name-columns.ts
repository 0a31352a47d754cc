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
