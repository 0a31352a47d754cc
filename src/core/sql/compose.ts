import type { FilledSql } from './placeholders';
import { quoteIdentifier } from './identifier';
import { nameKey, namedRelations } from './references';

/** A relation that texts behind it may name. */
export interface EarlierSql {
  readonly name: string;
  readonly text: FilledSql;
  /** Worked out once, however often it is named. */
  readonly once?: true;
}

/** One text inside a composed one. */
export interface PlacedSql {
  /** Of the relation that it makes; null for the text itself. */
  readonly name: string | null;
  /** Where it begins in the composed text, in UTF-16 units. */
  readonly at: number;
  readonly text: FilledSql;
}

/** One complete SELECT, and where each person's text stands in it. */
export interface ComposedSql {
  readonly sql: string;
  readonly texts: readonly PlacedSql[];
}

/** Those relations that the text names, also through each other, in their own order. A name said twice is the later one. */
function needed(text: FilledSql, earlier: readonly EarlierSql[]): EarlierSql[] {
  const wanted = new Set(namedRelations(text.sql));
  const kept: EarlierSql[] = [];
  for (const relation of earlier.toReversed()) {
    if (!wanted.delete(nameKey(relation.name))) continue;
    kept.push(relation);
    for (const name of namedRelations(relation.text.sql)) wanted.add(name);
  }
  return kept.toReversed();
}

/**
 * The text with the relations it needs in front (SQ34). `earlier` is in running order: each may name those before it. The text
 * stands unchanged, in brackets where anything is put in front, so that it may begin with a WITH of its own.
 */
export function withEarlier(text: FilledSql, earlier: readonly EarlierSql[]): ComposedSql {
  const used = needed(text, earlier);
  if (used.length === 0) return { sql: text.sql, texts: [{ name: null, at: 0, text }] };
  const texts: PlacedSql[] = [];
  let sql = 'WITH ';
  for (const [index, relation] of used.entries()) {
    sql += `${index > 0 ? ',\n' : ''}${quoteIdentifier(relation.name)} AS ${relation.once ? 'MATERIALIZED ' : ''}(\n`;
    texts.push({ name: relation.name, at: sql.length, text: relation.text });
    sql += `${relation.text.sql}\n)`;
  }
  sql += '\nSELECT * FROM (\n';
  texts.push({ name: null, at: sql.length, text });
  return { sql: `${sql}${text.sql}\n)`, texts };
}
