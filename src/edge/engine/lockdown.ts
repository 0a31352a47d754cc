import { columnOf, type Columns } from '#core/model/columns';
import { quoteText } from '#core/sql/literal';
import { QueryError } from './connector';

/** Where an engine may read and write. Both end in a slash. */
export interface EngineFolders {
  /** Attached files are below it. */
  readonly folder: string;
  /** For what does not fit in memory; inside `folder`, because the engine adds it to the allowed ones. Absent = no spilling. */
  readonly spill?: string;
}

/** The settings every engine starts with, in the order that works, and what reading them back must say. */
const settings = ({ folder, spill = '' }: EngineFolders): readonly (readonly [name: string, written: string, expected: string])[] => [
  ['autoload_known_extensions', 'false', 'false'],
  ['autoinstall_known_extensions', 'false', 'false'],
  ['temp_directory', quoteText(spill), spill],
  ['allowed_directories', `[${quoteText(folder)}]`, folder],
  ['enable_external_access', 'false', 'false'],
  ['lock_configuration', 'true', 'true'],
];

/**
 * Closes the engine's ways out: no extensions, no files but those below one folder, nothing to be changed
 * later. Reads everything back and rejects when one setting is not as it should be.
 */
export async function lockDown(run: (sql: string) => Promise<Columns>, folders: EngineFolders): Promise<void> {
  const asked = settings(folders);
  for (const [name, written] of asked) await run(`SET ${name} = ${written}`);
  const sql = `SELECT name, CAST(value AS VARCHAR) AS value FROM duckdb_settings() WHERE name IN (${asked.map(([name]) => quoteText(name)).join(', ')})`;
  const answer = await run(sql);
  const names = columnOf(answer, 'name') as readonly string[];
  const values = columnOf(answer, 'value') as readonly string[];
  const found = new Map(names.map((name, index) => [name, values[index]]));
  for (const [name, , expected] of asked) {
    const value = String(found.get(name));
    const kept = name === 'allowed_directories' ? isInside(value, folders.folder) : value === expected;
    if (!kept) throw new QueryError('crashed', `The engine did not keep its lock: ${name} is ${value}, not ${expected}.`, sql);
  }
}

/** Every one of the listed folders lies inside `folder`, and there is one at least. */
function isInside(list: string, folder: string): boolean {
  const folders = list.replace(/^\[|\]$/g, '').split(', ');
  return folders.every((each) => each.startsWith(folder) && !each.includes('..'));
}
