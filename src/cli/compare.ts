import { differenceWords, effectWords } from '#core/analyses/compare-words';
import { entryOf } from '#core/analyses/registry';
import { formatAmount } from '#core/messages/format';
import { say } from '#core/messages/say';
import type { Locale, Text } from '#core/messages/text';
import type { ComparedShare, Comparison } from '#core/model/comparison';
import type { Report } from '#core/report/types';
import type { CellState, Runner } from '#app/run/types';

const SEED = 1;

/** Why other tools would show other numbers, for every cell that is done and knows (CL8); a line each. */
export async function compareCells(
  runner: Runner,
  report: Report,
  states: ReadonlyMap<string, CellState>,
  locale: Locale,
): Promise<string[]> {
  const lines: string[] = [];
  for (const cell of report.cells) {
    const entry = cell.type === 'analysis' ? entryOf(cell.kind) : undefined;
    if (cell.type !== 'analysis' || !entry?.compares || states.get(cell.id)?.state !== 'done') continue;
    const compared = await runner.compare(report, cell.id, { locale, seed: SEED });
    const title: Text = cell.title ? { literal: cell.title } : entry.question;
    lines.push(
      `[${sayIn({ key: 'compare_title' }, locale)}] ${sayIn(title, locale)}`,
      ...(compared.ok
        ? linesOf(compared.value, locale)
        : compared.issues.map(({ code, values }) => `    ${sayIn(values ? { key: code, values } : { key: code }, locale)}`)),
    );
  }
  return lines;
}

function linesOf({ what, here, tools, note }: Comparison, locale: Locale): string[] {
  const numbers = ({ began, reached, share }: ComparedShare): string => {
    const counts = sayIn({ key: 'compare_effect', values: { before: began ?? '–', after: reached ?? '–' } }, locale);
    return share === null ? counts : `${counts} · ${formatAmount({ amount: share, unit: 'rate' }, { locale, currency: null })}`;
  };
  const line = (name: Text, share: ComparedShare, difference: Text | null): string =>
    `    ${sayIn(name, locale)}: ${numbers(share)}${difference ? ` · ${sayIn(difference, locale)}` : ''}`;
  return [
    `    ${sayIn(what, locale)}`,
    line({ key: 'compare_here' }, here, null),
    ...tools.flatMap((tool) => [
      line(tool.name, tool.result, differenceWords(here, tool.result)),
      ...tool.reasons.map((reason) => {
        const effect = effectWords(reason);
        return `      - ${sayIn(reason.text, locale)}${effect ? ` (${sayIn(effect, locale)})` : ''}`;
      }),
      ...(tool.reasons.length === 0 ? [`      - ${sayIn({ key: 'compare_same' }, locale)}`] : []),
      ...tool.notApplied.map((text) => `      - ${sayIn({ key: 'compare_not', values: { text } }, locale)}`),
    ]),
    `    ${sayIn(note, locale)}`,
  ];
}

const sayIn = (text: Text, locale: Locale): string => say(text, { locale, currency: null });
