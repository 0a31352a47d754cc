import type { Insight, Sentence } from '#core/model/presentation';
import { amount } from '../words';
import type { Drivers } from './sides';

function sentencesOf({ answers, needed, r2, named, first, sides }: Drivers): Sentence[] {
  const count = { answers: amount(answers, 'count'), needed: amount(needed, 'count'), sides: amount(sides.length, 'count') };
  if (r2 === null) return [{ finding: { key: answers < needed ? 'drivers_too_few' : 'drivers_alike', values: count } }];
  const values = { ...count, r2: amount(r2, 'rate') };
  if (!named) return [{ finding: { key: 'drivers_none', values }, rest: { key: 'drivers_explained', values } }];
  const about = { side: named.label, share: amount((named.share ?? 0) / r2, 'rate') };
  const main: Sentence = { finding: { key: 'drivers_named', values: about }, rest: { key: 'drivers_explained', values } };
  if (!first) return [main];
  return [
    main,
    {
      finding: { key: 'drivers_first', values: { side: first.label } },
      rest: { key: 'drivers_first_rest', values: { mean: amount(first.mean, 'score') } },
    },
  ];
}

export function insightOf(drivers: Drivers): Insight {
  const byKey = (key: string) => drivers.sides.find((side) => side.key === key);
  const own = drivers.sides.flatMap((_, at): [string, number | null][] => {
    const side = byKey(`side_${at + 1}`);
    return [
      [`mean_${at + 1}`, side?.mean ?? null],
      [`share_${at + 1}`, side?.share ?? null],
    ];
  });
  return { sentences: sentencesOf(drivers), numbers: { answers: drivers.answers, r2: drivers.r2, ...Object.fromEntries(own) } };
}
