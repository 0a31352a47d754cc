import type { NumberParse } from '#core/model/source';
import { lackDecimals } from './currency-marks';
import { ALL_SIGNS, beginsWithZero, dissectNumber, fitsSigns, readNumberAs, type NumberText, type Signs } from './number-text';

export interface NumberFacts {
  /** Samples that fit the form. */
  readonly read: number;
  readonly parse: NumberParse;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** Forms that give other numbers and fit as well; a person has to choose among these and `parse`. Empty when none does. */
  readonly others: readonly NumberParse[];
  /** A sample that the forms read differently. */
  readonly example: string;
}

const PLAIN = /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/;
/** Numbers with three digits behind a point, which may be thousands. */
const OPEN = /^-?[1-9]\d{0,2}\.\d{3}$/;

/** A look at twenty samples spares columns of another kind the long way. */
function seemsNumbers(samples: readonly string[]): boolean {
  const step = Math.max(1, Math.floor(samples.length / 20));
  const tried = samples.filter((_, at) => at % step === 0);
  return tried.filter((text) => PLAIN.test(text) || dissectNumber(text)).length >= tried.length * 0.5;
}

/** The facts of a column of numbers (V1–V8), or null when fewer than nine in ten of its filled samples are one. */
export function inferNumbers(samples: readonly string[]): NumberFacts | null {
  if (samples.length === 0 || !seemsNumbers(samples)) return null;
  if (samples.filter(beginsWithZero).length >= samples.length * 0.01) return null;
  const plain = samples.every((text) => PLAIN.test(text)) && !samples.some((text) => OPEN.test(text));
  return plain ? describe(samples, [{ type: 'number', strip: [] }]) : inferForm(samples);
}

function inferForm(samples: readonly string[]): NumberFacts | null {
  const texts = samples.flatMap((text) => dissectNumber(text) ?? []);
  const percent = texts.filter((text) => text.percent).length > texts.length / 2;
  const alike = texts.filter((text) => text.percent === percent);
  if (alike.length < samples.length * 0.9) return null;
  const bodies = alike.map(({ body }) => body);
  const counts = ALL_SIGNS.map((signs) => bodies.filter((body) => fitsSigns(body, signs)).length);
  const most = Math.max(...counts);
  if (most < samples.length * 0.9) return null;
  const best = ALL_SIGNS.filter((_, at) => counts[at] === most);
  return describe(samples, decide(best, alike, percent));
}

/** The forms that read the column differently, the likelier first; one where its values decide. */
function decide(best: readonly Signs[], texts: readonly NumberText[], percent: boolean): readonly NumberParse[] {
  const forms: NumberParse[] = [];
  for (const signs of best) {
    const form = makeForm(signs, texts, percent);
    const differs = (other: NumberParse) => texts.some(({ text }) => readNumberAs(text, form) !== readNumberAs(text, other));
    if (forms.every(differs)) forms.push(form);
  }
  const grouped = forms.find((form) => form.group !== undefined);
  if (forms.length > 1 && grouped && (isSurelyGrouped(texts) || lackDecimals(grouped.strip))) return [grouped];
  // A comma parts thousands more often than decimals, a point the other way round.
  return grouped?.group === ',' ? [grouped, ...forms.filter((form) => form !== grouped)] : forms;
}

/** V3: so many values with groups of exactly three digits, and only small ones without. */
function isSurelyGrouped(texts: readonly NumberText[]): boolean {
  const signed = texts.filter(({ body }) => /^[1-9]\d{0,2}[.,]\d{3}$/.test(body)).length;
  const bare = texts.filter(({ body }) => /^\d+$/.test(body) && Number(body) > 0);
  return signed >= 44 && signed + bare.length >= texts.length * 0.98 && bare.length > 0 && bare.every(({ body }) => body.length <= 3);
}

/** The form of a column; nothing but `type` and `strip` where its texts are plain. Keys stand in the order of the stored schema. */
export function makeForm(signs: Signs, texts: readonly NumberText[], percent: boolean): NumberParse {
  const strip = [...new Set(texts.flatMap((text) => text.strip))].sort((one, other) => other.length - one.length);
  const units = [...new Set(texts.flatMap((text) => text.unit ?? []))];
  const some = (test: (text: NumberText) => boolean): boolean => texts.some(test);
  const parentheses = some((text) => text.parentheses);
  const trailing = some((text) => text.trailing);
  const fullWidth = some((text) => text.fullWidth);
  const special = strip.length > 0 || units.length > 0 || percent || parentheses || trailing || fullWidth;
  if (!special && signs.decimal === '.' && !signs.group) return { type: 'number', strip: [] };
  return {
    type: 'number',
    strip,
    decimal: signs.decimal ?? '.',
    ...(signs.group ? { group: signs.group } : {}),
    ...(signs.indian ? { indian: true } : {}),
    ...(percent ? { percent: true } : {}),
    ...(parentheses ? { parentheses: true } : {}),
    ...(trailing ? { trailing: true } : {}),
    ...(fullWidth ? { fullWidth: true } : {}),
    ...(units.length > 0 ? { units } : {}),
  };
}

function describe(samples: readonly string[], [parse, ...others]: readonly NumberParse[]): NumberFacts | null {
  const values = samples.flatMap((text) => readNumberAs(text, parse!) ?? []);
  if (values.length < samples.length * 0.9) return null;
  let [min, max, whole] = [Infinity, -Infinity, true];
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    whole &&= Number.isInteger(value);
  }
  const open = (text: string): boolean => others.some((other) => readNumberAs(text, other) !== readNumberAs(text, parse!));
  return { read: values.length, parse: parse!, min, max, whole, others, example: samples.find(open) ?? '' };
}
