import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { suggestedKey } from './banding';
import { form, type ProfileParams } from './params';
import { present } from './present';
import { compile, people } from './query';

const DEFAULTS: ProfileParams = { show: 'bands', by: 'orders', across: null, first: null, second: null, cuts: [], smallest: 5 };

/** Who are the customers, and which of them spend more or come back? Bands of any attribute or behaviour, an index by a second one, two bands compared. */
export const definition: AnalysisDefinition<'profile', ProfileParams> = {
  kind: 'profile',
  version: 1,
  question: { key: 'profile_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] }],
  form,
  migrations: [],
  suggest: (model) => ({ ...DEFAULTS, by: suggestedKey(model) }),
  parse: (value) => parseParams<ProfileParams>(form, value),
  compile,
  people,
  present,
};
