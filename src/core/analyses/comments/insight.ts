import type { Insight, Sentence } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { amount, periodInText } from '../words';
import { most, scoreAmount } from './chart-rows';
import type { CommentsParams } from './params';
import type { Comments } from './themes';

function sentencesOf(comments: Comments, { over }: CommentsParams, context: PresentContext): Sentence[] {
  const { themes, low, moved, compared, tickets } = comments;
  const none = themes.find((theme) => theme.none);
  const values = { comments: amount(comments.comments, 'count'), none: amount(none?.comments.share ?? null, 'rate') };
  const first = most(comments);
  const sentences: Sentence[] =
    comments.comments === 0
      ? []
      : first
        ? [
            {
              finding: { key: 'comments_finding', values: { theme: first.label, rate: amount(first.comments.share, 'rate') } },
              rest: { key: 'comments_rest', values },
            },
          ]
        : [{ finding: { key: 'comments_finding_few', values } }];
  if (low)
    sentences.push({
      finding: { key: 'comments_low', values: { theme: low.label } },
      rest: { key: 'comments_low_rest', values: { mean: scoreAmount(low.score.mean), others: scoreAmount(low.others) } },
    });
  const inTickets = themes.filter((theme) => !theme.none && (theme.tickets?.n ?? 0) > 0).toSorted((a, b) => b.tickets!.n - a.tickets!.n)[0];
  if (inTickets && tickets !== null && tickets >= 30)
    sentences.push({
      finding: {
        key: 'comments_tickets',
        values: { theme: inTickets.label, rate: amount(inTickets.tickets!.share, 'rate'), tickets: amount(tickets, 'count') },
      },
    });
  if (moved?.change && compared && over !== 'none') {
    const [before, now] = compared.map((period) => periodInText(over, period, context));
    const change = amount(Math.abs(moved.change.difference), 'points');
    const way = moved.change.difference > 0 ? 'up' : 'down';
    sentences.push({ finding: { key: `comments_${way}`, values: { theme: moved.label, change, before: before!, now: now! } } });
  }
  return sentences;
}

export function insightOf(comments: Comments, params: CommentsParams, context: PresentContext): Insight {
  const numbers = comments.themes.flatMap(({ key, none, comments: own, score, tickets }): [string, number | null][] =>
    none
      ? [['none', own.n]]
      : [
          [key, own.n],
          [key.replace('theme', 'score'), score.mean],
          [key.replace('theme', 'tickets'), tickets?.n ?? null],
        ],
  );
  return {
    sentences: sentencesOf(comments, params, context),
    numbers: {
      comments: comments.comments,
      tickets: comments.tickets,
      themes: comments.themes.length - 1,
      ...Object.fromEntries(numbers),
    },
  };
}
