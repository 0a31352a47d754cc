import type { HostileDocument } from './types';
import { documents, reportOf } from './write';

/** Prebuilt questions in both languages, with what each is of. */
export const COPIED = [
  { kind: 'overview', names: ['How is the shop doing?', '店铺经营得怎么样？'] },
  { kind: 'cohort', names: ['Which customers come back?', '哪些客户会回来？'] },
  { kind: 'rfm', names: ['Which customers deserve which attention?', '哪些客户值得哪种关注？'] },
] as const;

/** Letters of other scripts that look the same. */
const ALIKE: Readonly<Record<string, string>> = { o: 'о', e: 'е', a: 'а', c: 'с', i: 'і', '？': '?', 会: '會' };
const between = (name: string, sign: string): string => [...name].join(sign);

/** How a name passes for another one. */
export const DISGUISES: Readonly<Record<string, (name: string) => string>> = {
  same: (name) => name,
  letters: (name) => name.replace(/[oeaci？会]/g, (letter) => ALIKE[letter] ?? letter),
  wide: (name) => name.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
  'no-room': (name) => between(name, '\u200b'),
  joiners: (name) => `\u2060${between(name, '\u200d')}\ufeff`,
  spaces: (name) => `\u00a0${name.replaceAll(' ', '\u2003')}\u3000`,
  turned: (name) => `\u202e${[...name].reverse().join('')}`,
  'turns-on': (name) => `${name}\u202e`,
  isolated: (name) => `\u2067${name}`,
  marks: (name) => `\u200f${name}\u061c`,
  badge: (name) => `${name}\u202e motsuc`,
  lines: (name) => `${name}${'\n'.repeat(60)}.`,
  markup: (name) => `${name}<style>.own,.badge{display:none}</style>`,
};

const report = (kind: string, name: string, titled: boolean): object =>
  reportOf([{ id: kind, type: 'analysis', kind: 'custom', definition: kind, version: 1, params: {}, ...(titled ? { title: name } : {}) }], {
    definitions: [
      {
        id: kind,
        name: name.slice(0, 200),
        purpose: 'Clientele’s own question.',
        form: [],
        requires: [],
        steps: [{ id: 'rows', sql: 'SELECT 1000000 AS revenue' }],
        base: { kind, version: 1, params: {}, columns: {} },
      },
    ],
  });

/** Reports whose own question is called like a prebuilt one, made from one by its own word, in a cell that is called so, too. */
export const impostorDocuments: readonly HostileDocument[] = documents(
  'impostor',
  COPIED.flatMap(({ kind, names }) =>
    names.flatMap((name, language) =>
      Object.entries(DISGUISES).map(([how, disguise], at) => ({
        name: `${kind}-${['en', 'zh'][language]}-${how}`,
        tries: `passes for “${name}” (${how})`,
        ends: 'harmless' as const,
        report: report(kind, disguise(name), at % 2 === 1),
      })),
    ),
  ),
);
