import type { FileReading, FixedWidthReading, TextReading } from '#core/model/reading';
import type { SourceHead } from '#core/model/source';

/** What stands between columns, as a person chooses it. */
export const SEPARATORS = ['comma', 'tab', 'semicolon', 'bar', 'space', 'own', 'places', 'none'] as const;
export type Separator = (typeof SEPARATORS)[number];
const SIGNS: Readonly<Partial<Record<Separator, string>>> = { comma: ',', tab: '\t', semicolon: ';', bar: '|', space: ' ', none: '' };

/** The reading of a file while a person changes it; fields that do not concern the present way keep what was said of them. */
export interface ReadingForm {
  readonly separator: Separator;
  /** The sign of the separator `own`. */
  readonly sign: string;
  /** Where columns begin, as typed; places are counted from 1. */
  readonly places: string;
  readonly quote: string;
  /** The sign before a quote within a field; empty where that is doubled. */
  readonly escape: string;
  readonly comment: string;
  readonly skip: number;
  readonly headerRows: number;
  readonly footer: number;
  readonly fill: boolean;
  /** The chosen sheet of a workbook; null for text. */
  readonly sheet: string | null;
  /** What was found and the form does not ask for. */
  readonly kept: Pick<TextReading, 'mend' | 'again' | 'rows'> & Pick<FixedWidthReading, 'unit'>;
}

const PLAIN: ReadingForm = {
  separator: 'comma',
  sign: '',
  places: '1',
  quote: '"',
  escape: '',
  comment: '',
  skip: 0,
  headerRows: 1,
  footer: 0,
  fill: false,
  sheet: null,
  kept: {},
};

function separatorOf(sign: string): Pick<ReadingForm, 'separator' | 'sign'> {
  const separator = SEPARATORS.find((each) => SIGNS[each] === sign);
  return separator ? { separator, sign: '' } : { separator: 'own', sign };
}

/** How a file is read now, as a form. */
export function formOf({ reading, dialect }: Pick<SourceHead, 'reading' | 'dialect'>): ReadingForm {
  if (!reading) return { ...PLAIN, ...separatorOf(dialect.delimiter), headerRows: dialect.header ? 1 : 0 };
  switch (reading.format) {
    case 'text': {
      const { delimiter, quote, escape, comment, skip, headerRows, footer, short, format: _format, ...kept } = reading;
      const same = { quote, comment, skip, headerRows, footer, kept };
      return { ...PLAIN, ...same, ...separatorOf(delimiter), escape: escape === quote ? '' : escape, fill: short === 'fill' };
    }
    case 'fixed': {
      const { format: _format, starts, unit, ...same } = reading;
      return { ...PLAIN, ...same, kept: unit ? { unit } : {}, separator: 'places', places: starts.map((start) => start + 1).join(', ') };
    }
    case 'xlsx': {
      const { format: _format, ...same } = reading;
      return { ...PLAIN, ...same };
    }
    default:
      return PLAIN;
  }
}

/** The places of a form from 0, the first column's included; null where they do not rise. */
function startsOf(places: string): readonly number[] | null {
  if (!/^[\d\s,，、;；]+$/u.test(places)) return null;
  const typed = (places.match(/\d+/g) ?? []).map((place) => Number(place) - 1);
  const starts = typed[0] === 0 ? typed : [0, ...typed];
  return typed.length > 0 && starts.every((start, at) => at === 0 || start > starts[at - 1]!) ? starts : null;
}

/** What is to be mended before a form says how a file is read. */
export type FormFault = 'places' | 'sign';

/** The reading that a form says, or what it lacks. */
export function readingOf(form: ReadingForm): FileReading | FormFault {
  const { skip, headerRows, footer, quote, comment, sheet, kept } = form;
  const { unit, ...keptText } = kept;
  if (sheet !== null) return { format: 'xlsx', sheet, skip, headerRows };
  if (form.separator === 'places') {
    const starts = startsOf(form.places);
    return starts ? { format: 'fixed', starts, ...(unit ? { unit } : {}), skip, headerRows, footer } : 'places';
  }
  const delimiter = form.separator === 'own' ? form.sign : SIGNS[form.separator]!;
  if (form.separator === 'own' && delimiter === '') return 'sign';
  const escape: TextReading['escape'] = quote === '' ? '' : form.escape || quote;
  const short = form.fill ? 'fill' : 'reject';
  return { format: 'text', delimiter, quote, escape, comment, skip, headerRows, footer, short, ...keptText };
}

/** A number of lines as it is typed; what is none counts as nothing. */
export const linesOf = (typed: string): number => Math.min(Math.max(Math.trunc(Number(typed)) || 0, 0), 10_000);
