import type { NumberForm, NumberParse } from '#core/model/source';
import { NARROW, NUMBER_UNITS, numberPattern, WIDE } from '#core/model/value-forms';
import { quoteText } from '#core/sql/literal';

/** The value where it is finite (LD4). */
export const finite = (cast: string): string => `CASE WHEN isfinite(${cast}) THEN ${cast} END`;

export const narrowSql = (raw: string): string => `translate(${raw}, ${quoteText(WIDE)}, ${quoteText(NARROW)})`;

const swap = (text: string, from: string, to: string): string => `replace(${text}, ${quoteText(from)}, ${quoteText(to)})`;

/** The number in a raw text; NULL where it has none of the column's forms (LD17). */
export function numberSql(raw: string, parse: NumberParse): string {
  const forms = [parse, ...(parse.also ?? [])].map((form) => formSql(raw, form));
  return forms.length === 1 ? forms[0]! : `coalesce(${forms.join(', ')})`;
}

/** Percent and units become exponents, so that nothing is rounded. */
function formSql(raw: string, parse: NumberForm): string {
  const { strip, decimal, group } = parse;
  if (decimal === undefined) return finite(`TRY_CAST(${strip.reduce((inner, sign) => swap(inner, sign, ''), raw)} AS DOUBLE)`);
  const text = parse.fullWidth ? narrowSql(raw) : raw;
  let bare = strip.reduce((inner, sign) => swap(inner, sign, ''), text);
  if (group) bare = swap(bare, group, '');
  if (decimal === ',') bare = swap(bare, ',', '.');
  // Blanks beside signs; those at the ends are the cast's affair.
  if (strip.length > 0 || parse.percent || parse.units || parse.parentheses || parse.trailing || parse.fullWidth)
    bare = swap(bare, ' ', '');
  for (const unit of parse.units ?? []) bare = swap(bare, unit, `e${NUMBER_UNITS[unit]}`);
  if (parse.percent) bare = swap(bare, '%', 'e-2');
  if (parse.trailing) bare = `CASE WHEN suffix(${bare}, '-') THEN '-' || rtrim(${bare}, '-') ELSE ${bare} END`;
  if (parse.parentheses) bare = `CASE WHEN suffix(${bare}, ')') THEN '-' || trim(${bare}, '()') ELSE ${bare} END`;
  return finite(`CASE WHEN regexp_full_match(${text}, ${quoteText(numberPattern(parse))}) THEN TRY_CAST(${bare} AS DOUBLE) END`);
}
