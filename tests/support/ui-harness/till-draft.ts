import type { Locale, Text } from '#core/messages/text';
import type { TextReading } from '#core/model/reading';
import type { ReadingTrial, SourceDraft } from '#app/session/types';
import { teaDraft } from './tea-drafts';

const words = (locale: Locale, en: string, zh: string): Text => ({ literal: locale === 'en' ? en : zh });

/** Two lines above the table, two rows of names, a line of totals. */
export const tillReading: TextReading = {
  format: 'text',
  delimiter: ';',
  quote: '"',
  escape: '"',
  comment: '',
  skip: 2,
  headerRows: 1,
  footer: 1,
  short: 'reject',
};
const whole: TextReading = { ...tillReading, delimiter: ',', skip: 0, headerRows: 0, footer: 0 };

/** The tea house's order lines as a till writes them, read by `tillReading`; with `asked`, nobody knows yet whether that is right. */
export function tillDraft(locale: Locale, asked: boolean): SourceDraft {
  const tea = teaDraft(locale, false);
  const { head } = tea.preview!;
  const rows = head.rows.map((row) => row.map((field) => field));
  const till = { ...head, name: '门店流水_2026-10.txt', reading: tillReading, dialect: { ...head.dialect, delimiter: ';' as const } };
  return {
    ...tea,
    name: till.name,
    preview: {
      ...tea.preview!,
      head: till,
      questions: asked
        ? [
            {
              kind: 'reading',
              header: null,
              question: words(locale, 'What stands between the columns?', '列与列之间用什么隔开？'),
              evidence: words(
                locale,
                'Semicolons cut 58 of 60 lines into eight fields, commas into one or two. The amounts are written with a comma.',
                '按分号，60 行中有 58 行分成八列；按逗号只有一两列。金额中用的是逗号。',
              ),
              answers: [
                {
                  value: 'semicolon',
                  label: words(locale, 'Semicolons, eight columns', '分号，共八列'),
                  hint: words(locale, 'two lines above left out', '略去上方两行'),
                  reading: tillReading,
                  example: { headers: head.headers, rows },
                },
                {
                  value: 'comma',
                  label: words(locale, 'Commas, two columns', '逗号，共两列'),
                  hint: words(locale, 'no row of names', '没有列名行'),
                  reading: whole,
                  example: {
                    headers: ['column_1', 'column_2'],
                    rows: rows.map((row) => [row.slice(0, 5).join(';'), row.slice(5).join(';')]),
                  },
                },
              ],
            },
          ]
        : [],
    },
    answers: {},
  };
}

/** What the panel shows of that file. */
export function tillTrial(locale: Locale): ReadingTrial {
  const { head } = tillDraft(locale, false).preview!;
  const lines = [
    '山南茶舍 门店流水',
    '2026-10-01 至 2026-10-31',
    ...[head.headers, ...head.rows].map((row) => row.join(';')),
    '合计;;;;8;999.00;;',
  ];
  return { lines, head, issues: [] };
}
