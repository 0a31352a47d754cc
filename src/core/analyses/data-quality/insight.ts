import type { Text } from '#core/messages/text';
import type { Insight, Sentence } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { amount, countOf, ratio, saying } from '../words';
import { CHECKS } from './checks';
import type { Finding } from './findings';

const dayText = (value: unknown): Text => ({ key: 'data_quality_day', values: { day: { date: String(value) } } });

function gapSentence(results: Results): Sentence[] {
  const gaps = results['gaps'] ?? [];
  const longest = gaps[0];
  const span = results['span']?.[0];
  if (!span || typeof span['first_day'] !== 'string') return [];
  const values = { from: dayText(span['first_day']), to: dayText(span['last_day']) };
  if (!longest) return [{ finding: { key: 'data_quality_covered', values } }];
  const gap = { gap_from: dayText(longest['gap_from']), gap_to: dayText(longest['gap_to']), days: countOf(longest, 'days') };
  return [{ finding: { key: 'data_quality_gap', values: { ...gap, n: gaps.length } }, rest: { key: 'data_quality_covered', values } }];
}

/** What was looked for and not found, once each. */
function absentSentence(findings: readonly Finding[], context: PresentContext): Sentence[] {
  const say = saying(context);
  const words = [...new Set(findings.filter(({ found }) => found === 0).map(({ label }) => say(label)))];
  const list: Text = { literal: words.join(context.locale === 'en' ? '; ' : '；') };
  return words.length > 0 ? [{ finding: { key: 'data_quality_absent', values: { list } } }] : [];
}

export function insightOf(findings: readonly Finding[], results: Results, context: PresentContext): Insight {
  const row = results['checks']?.[0];
  const [all, affected] = [countOf(row, 'orders'), countOf(row, 'affected')];
  const most = findings
    .filter(({ check, found }) => check !== null && found > 0)
    .reduce<Finding | null>((best, each) => (best && best.found >= each.found ? best : each), null);
  const share = amount(ratio(affected, all), 'rate');
  const finding: Text = most
    ? { key: 'data_quality_affected', values: { affected, orders: all, share, most: most.label, found: most.found } }
    : { key: 'data_quality_clean', values: { orders: all } };
  const gaps = results['gaps'] ?? [];
  const missing = findings.filter(({ key }) => key.startsWith('missing:')).reduce((sum, { found }) => sum + found, 0);
  return {
    sentences: all > 0 ? [{ finding }, ...gapSentence(results), ...absentSentence(findings, context)] : [],
    numbers: {
      orders: all,
      affected,
      affected_rate: ratio(affected, all),
      ...Object.fromEntries(CHECKS.map((check) => [check, row && check in row ? countOf(row, check) : null])),
      repeated_lines: results['lines'] ? countOf(results['lines'][0], 'repeated_lines') : null,
      missing_values: missing,
      gaps: gaps.length,
      gap_days: gaps.reduce((sum, gap) => sum + countOf(gap, 'days'), 0),
    },
  };
}
