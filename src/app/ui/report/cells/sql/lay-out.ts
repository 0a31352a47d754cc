import { duckdb, formatDialect } from 'sql-formatter';
import { capitaliseKeywords, saysTheSame } from '#app/run/sql-text';

/** SC6: the text laid out; null where it cannot be without changing what it says. */
export function layOut(text: string): string | null {
  try {
    const laid = formatDialect(text, {
      dialect: duckdb,
      keywordCase: 'preserve',
      paramTypes: { custom: [{ regex: String.raw`\{\{[^{}]*\}\}` }] },
      expressionWidth: 70,
    });
    const written = capitaliseKeywords(laid);
    return saysTheSame(text, written) ? written : null;
  } catch {
    // Its own reader stops at what it does not know.
    return null;
  }
}
