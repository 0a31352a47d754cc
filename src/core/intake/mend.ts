import type { MisfitGroup } from '#core/model/ledger';
import type { ColumnMapping, ColumnParse, DateForm, Mapping, NumberForm } from '#core/model/source';

/**
 * One step that mends the misfits of a column (V15): texts are empty, a form is read too, the column stays text, records are left out;
 * `keep`, `forget` and `admit` take the first, the second and the last back.
 */
export type Mend = { readonly header: string } & (
  | { readonly kind: 'empty' | 'keep'; readonly texts: readonly string[] }
  | { readonly kind: 'also' | 'forget'; readonly form: NumberForm | DateForm }
  | { readonly kind: 'text' | 'reject' | 'admit' }
);

/** What mends one group of misfits, the likeliest first: a form to be read too, or texts to be taken as empty if all of them are known. */
export function offerMends({ header }: Pick<ColumnMapping, 'header'>, { forms, distinct, examples }: MisfitGroup): readonly Mend[] {
  if (forms.length > 0) return forms.map((form) => ({ header, kind: 'also', form }));
  return distinct === examples.length ? [{ header, kind: 'empty', texts: examples.map(({ text }) => text) }] : [];
}

/** What may bring back records that were rejected for such texts: only a form in which they are values. */
export const offerReturns = (column: ColumnMapping, group: MisfitGroup): readonly Mend[] =>
  offerMends(column, group).filter(({ kind }) => kind === 'also');

/** What settles all misfits of a column at once. */
export const offerColumnMends = ({ header, role }: ColumnMapping): readonly Mend[] => [
  ...(role === 'attribute' ? [{ header, kind: 'text' } as const] : []),
  { header, kind: 'reject' },
];

/** The mapping after a mend. Only the mended column changes. */
export function applyMend(mapping: Mapping, mend: Mend): Mapping {
  const columns = mapping.columns.map((column) => (column.header === mend.header ? mendColumn(column, mend) : column));
  return { ...mapping, columns };
}

function mendColumn(column: ColumnMapping, mend: Mend): ColumnMapping {
  const { nulls = [], misfits, ...rest } = column;
  const strict = misfits ? { misfits } : {};
  const withNulls = (words: readonly string[]): ColumnMapping => ({ ...rest, ...(words.length > 0 ? { nulls: words } : {}), ...strict });
  switch (mend.kind) {
    case 'empty':
      return withNulls([...new Set([...nulls, ...mend.texts.map((text) => text.trim())])].sort());
    case 'keep':
      return withNulls(nulls.filter((word) => !mend.texts.includes(word)));
    case 'also':
    case 'forget':
      return { ...column, parse: mend.kind === 'also' ? readAlso(column.parse, mend.form) : forget(column.parse, mend.form) };
    case 'text':
      return { ...rest, parse: { type: 'text' }, ...(nulls.length > 0 ? { nulls } : {}) };
    case 'reject':
      return { ...column, misfits: 'reject' };
    case 'admit':
      return { ...rest, ...(nulls.length > 0 ? { nulls } : {}) };
  }
}

function readAlso(parse: ColumnParse, form: NumberForm | DateForm): ColumnParse {
  if (parse.type === 'number' && 'strip' in form) return { ...parse, also: [...(parse.also ?? []), form] };
  if (parse.type === 'date' && 'formats' in form) return { ...parse, also: [...(parse.also ?? []), form] };
  return parse;
}

function forget(parse: ColumnParse, form: NumberForm | DateForm): ColumnParse {
  const others = <Form extends object>(also: readonly Form[] | undefined): readonly Form[] =>
    (also ?? []).filter((each) => JSON.stringify(each) !== JSON.stringify(form));
  if (parse.type !== 'number' && parse.type !== 'date') return parse;
  if (parse.type === 'number') {
    const { also, ...bare } = parse;
    return { ...bare, ...someOf(others(also)) };
  }
  const { also, ...bare } = parse;
  return { ...bare, ...someOf(others(also)) };
}

const someOf = <Form>(also: readonly Form[]): { readonly also?: readonly Form[] } => (also.length > 0 ? { also } : {});

/** What was agreed for the columns of a mapping, each as the step that takes it back. */
export function agreementsOf(mapping: Mapping): readonly Mend[] {
  return mapping.columns.flatMap((column): readonly Mend[] => {
    const { header, parse, nulls = [], misfits, role } = column;
    if (role === 'skip') return [];
    const forms = parse.type === 'number' || parse.type === 'date' ? (parse.also ?? []) : [];
    return [
      ...nulls.map((word): Mend => ({ header, kind: 'keep', texts: [word] })),
      ...forms.map((form): Mend => ({ header, kind: 'forget', form })),
      ...(misfits ? [{ header, kind: 'admit' } as const] : []),
    ];
  });
}
