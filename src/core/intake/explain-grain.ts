import type { Text } from '#core/messages/text';
import type { GrainChoice } from './choose-grain';
import type { ColumnFacts, Study } from './column-facts';
import { gradedSeries } from './graded-series';
import { ruleOf } from './grain-rules';
import type { KnownRole } from './match-header';
import { listColumns } from './reasons';

/** Why a row is taken for what it is (M9), and how sure that is, 0–1. */
export interface GrainEvidence {
  readonly grainReason: Text;
  readonly grainConfidence: number;
}

const MOST_NAMED = 3;
/** This far ahead of the next reading, a grain is as good as certain. */
const FAR_AHEAD = 4;

/** The evidence for the first of several readings, the best first; `next` is the score of the one after it, whether asked about or not. */
export function explainGrain({ grain, assignments, score }: GrainChoice, next: number, study: Study): GrainEvidence {
  const marks = ruleOf(grain).marks;
  const found = [...assignments]
    .filter(([, { role }]) => marks.includes(role))
    .sort(([, one], [, other]) => other.confidence - one.confidence);
  const column = (role: KnownRole): ColumnFacts | undefined => found.find(([, each]) => each.role === role)?.[0];
  const owner = column(grain === 'customer' ? 'customer_id' : grain === 'product' ? 'product_id' : 'order_id');
  const graded = grain === 'response' ? gradedSeries(study) : [];
  const names = [...found.map(([facts]) => facts).filter((facts) => facts !== owner), ...graded].slice(0, MOST_NAMED);
  const columns = listColumns(names.map(({ header }) => header));
  const lead = Math.max(0, Math.min(1, (score - next) / FAR_AHEAD));
  return { grainReason: reasonOf(owner, columns, names.length), grainConfidence: Math.round((0.5 + 0.49 * lead) * 100) / 100 };
}

function reasonOf(owner: ColumnFacts | undefined, columns: Text, named: number): Text {
  const spoken: Text = named > 0 ? { key: 'intake_grain_columns', values: { columns } } : { key: 'intake_grain_nothing' };
  if (!owner || owner.filled === 0) return spoken;
  const header = owner.header.trim();
  const ids: Text =
    owner.repeated > 0
      ? { key: 'intake_grain_repeats', values: { header, rate: { amount: owner.repeated, unit: 'rate' } } }
      : { key: 'intake_grain_unique', values: { header } };
  return named > 0 ? { key: 'intake_reason_both', values: { name: ids, content: spoken } } : ids;
}
