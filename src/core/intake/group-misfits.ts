import type { MisfitGroup, MisfitKind, MisfitText } from '#core/model/ledger';
import type { ColumnParse, DateForm, DateParse, NumberForm } from '#core/model/source';
import { narrow } from '#core/model/value-forms';
import { listFormats } from './infer-dates';
import { makeForm } from './infer-numbers';
import { isNullWord } from './null-words';
import { ALL_SIGNS, dissectNumber, fitsSigns, readNumberAs } from './number-text';
import { readDay } from './read-date';
import { serialOf } from './read-serial';
import { readInForm } from './read-form';

/** A group before its place in the file is known. */
export type MisfitDraft = Omit<MisfitGroup, 'line'>;

interface Misfit {
  readonly kind: MisfitKind;
  /** Every form in which it is a value. */
  readonly forms: readonly (NumberForm | DateForm)[];
}

const MOST_EXAMPLES = 20;

/** The texts of one column that did not fit, by what mends them (V14); the largest group first. */
export function groupMisfits(texts: readonly MisfitText[], parse: ColumnParse): readonly MisfitDraft[] {
  const groups = new Map<string, { readonly misfit: Misfit; readonly texts: MisfitText[] }>();
  for (const each of texts) {
    const misfit = classify(each.text, parse);
    const key = `${misfit.kind} ${keyOf(misfit)}`;
    const group = groups.get(key);
    if (group) group.texts.push(each);
    else groups.set(key, { misfit, texts: [each] });
  }
  return [...groups.values()].map(({ misfit, texts: own }) => describe(misfit, own, parse)).sort((one, other) => other.count - one.count);
}

/** Texts of one form belong together: dates whatever the order of their parts, numbers by their decimal sign and what stands around them. */
function keyOf({ forms }: Misfit): string {
  const [form] = forms;
  if (!form) return '';
  if ('formats' in form) return JSON.stringify({ ...form, formats: form.formats.at(-1)?.replace(/%[mdyY]/g, '%') });
  const decimals = new Set(forms.map((each) => ('decimal' in each ? each.decimal : '.')));
  const { strip, decimal: _, group: __, indian: ___, ...around } = form;
  return JSON.stringify([[...decimals], strip.length > 0, around]);
}

function describe({ kind }: Misfit, texts: readonly MisfitText[], parse: ColumnParse): MisfitDraft {
  const most = [...texts].sort((one, other) => other.count - one.count || one.record - other.record);
  const sum = texts.reduce((total, { count }) => total + count, 0);
  // Records of several files have no order among each other: there the most frequent text tells the place.
  const first = most[0]!.file === undefined ? texts.reduce((one, other) => (other.record < one.record ? other : one)) : most[0]!;
  return {
    kind,
    forms: commonForms(
      kind,
      texts.map(({ text }) => text),
      parse,
    ),
    count: sum,
    distinct: texts.length,
    examples: kind === 'null_word' ? most : most.slice(0, MOST_EXAMPLES),
    record: first.record,
    ...(first.file === undefined ? {} : { file: first.file }),
  };
}

/** The forms in which all texts of a group are values. */
function commonForms(kind: MisfitKind, texts: readonly string[], parse: ColumnParse): readonly (NumberForm | DateForm)[] {
  const forms = kind === 'other_number' ? numberForms(texts) : kind === 'other_date' ? dateForms(texts) : [];
  const kept = forms.filter((form) => parse.type !== 'date' || 'strip' in form || !turnsYearFirst(form, parse));
  return kept.filter((form) => texts.every((text) => readInForm(text, form) !== null));
}

function classify(text: string, parse: ColumnParse): Misfit {
  if (isNullWord(text)) return { kind: 'null_word', forms: [] };
  if (/^[+-]?(inf|infinity|nan|∞)$/i.test(text.trim())) return { kind: 'infinite', forms: [] };
  if (parse.type === 'number') return classifyNumber(text);
  return parse.type === 'date' ? classifyDate(text, parse) : { kind: 'text', forms: [] };
}

function classifyNumber(text: string): Misfit {
  const forms = numberForms([text]);
  if (forms.length > 0) return { kind: 'other_number', forms };
  const body = dissectNumber(text)?.body;
  return { kind: body !== undefined && ALL_SIGNS.some((signs) => fitsSigns(body, signs)) ? 'out_of_range' : 'text', forms: [] };
}

/** Every form in which texts are numbers and do not say the same, the plainer ones first. */
function numberForms(texts: readonly string[]): readonly NumberForm[] {
  const parts = texts.flatMap((text) => dissectNumber(text) ?? []);
  if (parts.length < texts.length) return [];
  const percent = parts[0]!.percent;
  const forms: NumberForm[] = [];
  for (const signs of ALL_SIGNS) {
    if (!parts.every(({ body }) => fitsSigns(body, signs))) continue;
    const { type: _, ...form } = makeForm(signs, parts, percent);
    const values = texts.map((text) => readNumberAs(text, form));
    const said = forms.some((other) => texts.every((text, at) => readNumberAs(text, other) === values[at]));
    if (!said && values.every((value) => value !== null)) forms.push(form);
  }
  return forms;
}

function classifyDate(text: string, parse: DateParse): Misfit {
  const forms = dateForms([text]).filter((form) => !turnsYearFirst(form, parse));
  if (forms.length > 0) return { kind: 'other_date', forms };
  return { kind: impossibleKind(text), forms: [] };
}

/** 30/02/24 in a column of days in front is no day of the year 2030. */
function turnsYearFirst(form: DateForm, parse: DateParse): boolean {
  const shape = (format: string): string => format.replace(/%[mdyY]/g, '%');
  const own = parse.formats.filter((format) => form.formats.some((each) => shape(each) === shape(format)));
  return own.length > 0 && own.every((format) => !format.startsWith('%y')) && form.formats.every((format) => format.startsWith('%y'));
}

/** Every order of the parts in which texts are dates. */
function dateForms(texts: readonly string[]): readonly DateForm[] {
  const serials = new Set(texts.map(serialOf));
  const [serial] = serials;
  if (serial && serials.size === 1) return [{ formats: [], serial }];
  const days = texts.flatMap((text) => readDay(text) ?? []);
  if (days.length < texts.length) return [];
  const words = Object.assign({}, ...days.map((day) => day.words)) as Omit<DateForm, 'formats'>;
  const forms = (['ymd', 'dmy', 'mdy'] as const).flatMap((order): DateForm[] => {
    const readings = days.flatMap((day) => day.readings.find((reading) => reading.order === order) ?? []);
    return readings.length === days.length ? [{ formats: listFormats(readings.map(({ format }) => format)), ...words }] : [];
  });
  return forms.filter((form, at) => forms.findIndex((other) => JSON.stringify(other) === JSON.stringify(form)) === at);
}

const PARTS = /^(?:(?:中[華华])?民[國国] *)?(\d{1,4})([-/.年])\s?(\d{1,2})[-/.月]\s?(\d{1,4})[日号號]?(?:[T ].*|$)/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?$/;
const NAMED = /^\d{1,2}\.?[ -](?:de )?\p{L}{3,}\.?[ -](?:de )?(\d{4})/u;

/** A text with the parts of a date that is none: its day does not exist, or its year is too far away. */
function impossibleKind(text: string): MisfitKind {
  const plain = narrow(text.trim());
  const parts = PARTS.exec(plain) ?? COMPACT.exec(plain) ?? NAMED.exec(plain);
  if (!parts) return 'text';
  const year = parts.slice(1).find((part) => /^\d{4}$/.test(part ?? ''));
  return year !== undefined && (Number(year) < 1900 || Number(year) > 2100) ? 'out_of_range' : 'impossible_date';
}
