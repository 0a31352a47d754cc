import { m } from '#core/messages/messages';
import type { Locale } from '#core/messages/text';
import type { Change } from '#core/report/library/diff';
import type { Becomes } from '#core/report/library/merge';
import type { LibraryKind } from '#core/report/library/types';

type Language = { readonly locale: Locale };
type Message = (values: Record<string, never>, language: Language) => string;

/** What a group of the library is called. */
export const kindWords = (kind: LibraryKind, language: Language): string =>
  ({
    definition: m.library_kind_definition,
    segment: m.library_kind_segment,
    tiers: m.library_kind_tiers,
    metric: m.library_kind_metric,
    report: m.library_kind_report,
  })[kind]({}, language);

/** What will happen to an item of a file. */
export const becomesWords = (becomes: Becomes, name: string, language: Language): string =>
  becomes === 'beside'
    ? m.library_becomes_beside({ name }, language)
    : { new: m.library_becomes_new, same: m.library_becomes_same, newer: m.library_becomes_newer, older: m.library_becomes_older }[becomes](
        {},
        language,
      );

/** Day and time of a version, in the reader's time zone. */
export const momentWords = (at: string, { locale }: Language): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));

const FIELDS: ReadonlyMap<string, Message> = new Map([
  ['name', m.library_field_name],
  ['purpose', m.library_field_purpose],
  ['form', m.library_field_form],
  ['requires', m.library_field_requires],
  ['steps', m.library_field_steps],
  ['chart', m.library_field_chart],
  ['insight', m.library_field_insight],
  ['base', m.library_field_base],
  ['table', m.library_field_table],
  ['formula', m.library_field_formula],
  ['unit', m.library_field_unit],
  ['owner', m.library_field_owner],
  ['meaning', m.library_field_meaning],
  ['params', m.library_field_params],
  ['cells', m.library_field_cells],
  ['definitions', m.library_field_definitions],
  ['metrics', m.library_field_metrics],
  ['segments', m.library_field_segments],
  ['filters', m.library_field_filters],
  ['range', m.library_field_range],
  ['title', m.library_field_title],
  ['asOf', m.library_field_as_of],
  ['currency', m.library_field_currency],
  ['revenue', m.library_field_revenue],
  ['sources', m.library_field_sources],
  ['rests', m.library_field_rests],
  ['of', m.library_field_of],
]);
/** What an item is held under; says nothing to a person. */
const HOLDERS: ReadonlySet<unknown> = new Set(['definition', 'segment', 'tiers', 'metric', 'report']);

/** Where something changed, in words where the place has a label. The code of SQL stands for itself. */
export function placeWords({ path, order }: Change, language: Language): string {
  const [first, ...rest] = path;
  const steps = HOLDERS.has(first) ? rest : path;
  const words = steps
    .filter((step) => step !== 'sql')
    .map((step) => (typeof step === 'number' ? String(step + 1) : (FIELDS.get(step)?.({}, language) ?? step)));
  return [...words, ...(order ? [m.library_change_order({}, language)] : [])].join(' › ');
}

/** A value as it is shown in a difference. */
export function valueWords(value: unknown, language: Language): string {
  if (value === undefined) return m.library_change_nothing({}, language);
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
