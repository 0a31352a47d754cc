import type { Text } from '#core/messages/text';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import { datesAnswers } from '#core/query/answers';
import { answerPhrases, knowsAnswerers, withoutCustomers } from '../answer-dates';
import { answerLedger } from '../cell-account';
import type { PresentContext, Results } from '../contract';
import { makeStamp } from '../stamp';
import { amount } from '../words';
import { bubbleHeight, bubbleSpec, narrowBubbleSpec, narrowPairSpec, pairHeight, pairSpec } from './chart';
import { bubbleRows, drawnPeriods, most, pairRows } from './chart-rows';
import { insightOf } from './insight';
import type { CommentsParams } from './params';
import { readComments, type Comments, type ThemeResult } from './themes';

function columns({ tickets, compared }: Comments): TableColumn[] {
  const other = (key: string, label: Text, unit: TableColumn['unit']): TableColumn => ({ key, label, unit, is: 'other' });
  const [from, to] = [{ key: 'satisfaction_from' } as const, { key: 'satisfaction_to' } as const];
  return [
    { key: 'theme', label: { key: 'comments_theme' }, unit: 'text', is: 'key' },
    other('comments', { key: 'comments_comments' }, 'count'),
    other('share', { key: 'comments_share' }, 'rate'),
    other('from', from, 'rate'),
    other('to', to, 'rate'),
    { key: 'customers', label: { key: 'comments_customers' }, unit: 'customers', is: 'other', part: true },
    other('score', { key: 'comments_score' }, 'score'),
    other('score_from', from, 'score'),
    other('score_to', to, 'score'),
    other('others', { key: 'comments_others' }, 'score'),
    other('q', { key: 'satisfaction_q' }, 'number'),
    ...(compared === null
      ? []
      : [other('change', { key: 'satisfaction_change' }, 'points'), other('change_q', { key: 'satisfaction_q' }, 'number')]),
    ...(tickets === null
      ? []
      : [
          other('tickets', { key: 'comments_of_tickets' }, 'count'),
          other('tickets_share', { key: 'comments_tickets_share' }, 'rate'),
          { key: 'ticket_customers', label: { key: 'comments_ticket_customers' }, unit: 'customers', is: 'other', part: true } as const,
        ]),
  ];
}

function tableRow(theme: ThemeResult, said: boolean): TableRow {
  const { key, label, comments, tickets, score, scoreInterval, others, q, change } = theme;
  return {
    values: {
      theme: key,
      comments: comments.n,
      share: comments.share,
      from: comments.interval?.low ?? null,
      to: comments.interval?.high ?? null,
      customers: comments.customers,
      score: score.mean,
      score_from: scoreInterval?.low ?? null,
      score_to: scoreInterval?.high ?? null,
      others,
      q,
      change: change?.difference ?? null,
      change_q: change?.q ?? null,
      tickets: tickets?.n ?? null,
      tickets_share: tickets?.share ?? null,
      ticket_customers: tickets?.customers ?? null,
    },
    texts: { theme: label },
    parts: { customers: { theme: key }, ...(tickets ? { ticket_customers: { theme: key, source: 'tickets' } } : {}) },
    ...(said ? { said } : {}),
  };
}

function chart(comments: Comments, params: CommentsParams, context: PresentContext): ChartView {
  const { themes } = comments;
  const first = themes[0];
  const caption: Text = {
    key: 'comments_caption',
    values: { n: amount(comments.comments, 'count'), theme: first?.label ?? '', rate: amount(first?.comments.share ?? null, 'rate') },
  };
  const periods = drawnPeriods(comments).length;
  if (params.over !== 'none' && periods > 0)
    return {
      id: 'periods',
      spec: bubbleSpec(themes.length, periods),
      narrow: narrowBubbleSpec(themes.length, periods),
      rows: bubbleRows(comments, params, context),
      height: bubbleHeight(themes.length),
      title: { key: 'comments_axis_periods' },
      caption,
    };
  const largest = Math.max(0.01, ...themes.flatMap(({ comments: own, tickets }) => [own.share ?? 0, tickets?.share ?? 0]));
  return {
    id: 'themes',
    spec: pairSpec(themes.length, largest),
    narrow: narrowPairSpec(themes.length, largest),
    rows: pairRows(comments, context),
    height: pairHeight(themes.length),
    title: { key: comments.tickets === null ? 'comments_axis' : 'comments_axis_both' },
    caption,
  };
}

export function present(results: Results, params: CommentsParams, context: PresentContext): Presentation {
  const comments = readComments(results, params, context.asOf);
  const scored = comments.themes.some(({ score }) => score.n > 0);
  const phrases: Text[] = [
    { key: params.themes.length > 0 ? 'stamp_comments_own' : 'stamp_comments_starter' },
    { key: 'stamp_comments_matching' },
    ...answerPhrases(null, context.model),
    ...(scored ? [{ key: `stamp_comments_${params.measure}`, values: { points: params.points } } as const] : []),
    ...(context.filters.some(({ table }) => table !== 'customers') ? [{ key: 'stamp_order_filters_unused' } as const] : []),
  ];
  const presentation: Presentation = {
    figures: [],
    charts: comments.comments > 0 ? [chart(comments, params, context)] : [],
    table: {
      columns: columns(comments),
      rows: comments.themes.map((theme) => tableRow(theme, theme === most(comments) || theme === comments.low)),
    },
    insight: insightOf(comments, params, context),
    stamp: makeStamp(context, { money: null, range: datesAnswers(context.model), provisional: false, phrases }),
    ledger: answerLedger(results['account'] ?? []),
  };
  return knowsAnswerers(context.model) ? presentation : withoutCustomers(presentation, ({ source }) => source === 'tickets');
}
