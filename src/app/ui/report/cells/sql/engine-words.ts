import type { Text } from '#core/messages/text';
import type { MessageKey } from '#core/messages/message-key';

/** What the engine says of SQL, by the beginning of its words; the first group is what it names. Checked on the engine's own words (test). */
const KNOWN: readonly (readonly [RegExp, MessageKey])[] = [
  [/^Binder Error: Referenced column "(.+?)" (?:not found|was not found)/, 'query_engine_column'],
  [/^Binder Error: (?:Table|Values list) "[^"]+" does not have a column named "(.+?)"/, 'query_engine_column'],
  [/^Binder Error: Referenced table "(.+?)" not found/, 'query_engine_table'],
  [/^Catalog Error: Table with name (.+?) does not exist/, 'query_engine_table'],
  [/^Catalog Error: (?:Scalar |Aggregate |Table )*Function with name (.+?) does not exist/, 'query_engine_function'],
  [/^Binder Error: column "?(.+?)"? must appear in the GROUP BY/, 'query_engine_group'],
  [/^Binder Error: Ambiguous reference to column name "(.+?)"/, 'query_engine_ambiguous'],
  [/^Binder Error: No function matches the given name and argument types '([^(']+)/, 'query_engine_arguments'],
  [/^Conversion Error: /, 'query_engine_convert'],
  [/^Parser Error: syntax error at or near "(.+?)"/, 'query_engine_near'],
  [/^Parser Error: /, 'query_engine_syntax'],
  [/^Out of Range Error: /, 'query_engine_range'],
];

/** Any other fault that the engine gives a name to. */
const NAMED = /^[A-Z][A-Za-z ]* Error: /;

/** The engine's words about a query, which are English, under a sentence in the reader's language; alone where they are not known as the engine's. */
export function explained(message: string): Text {
  const words = { literal: message };
  for (const [form, key] of KNOWN) {
    const found = form.exec(message);
    if (!found) continue;
    const why: Text = found[1] === undefined ? { key } : { key, values: { name: { literal: found[1] } } };
    return { key: 'query_engine_said', values: { why, words } };
  }
  return NAMED.test(message) ? { key: 'query_engine_said', values: { why: { key: 'query_engine_other' }, words } } : words;
}
