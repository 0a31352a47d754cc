import { columnIn, type DataModel } from '#core/model/data-model';
import { stateOfStage, type DealState } from '#core/query/deals/outcome-words';

/** Where known words put a stage, the first that fits. */
const PLACES: readonly (readonly [number, RegExp])[] = [
  [10, /prospect|lead|inbound|线索|線索|初访|新建/],
  [15, /appointment|预约|預約/],
  [20, /qualif|资格|資格|立项|立項/],
  [25, /contact|engag|connect|接触|接觸|联系|聯繫|意向/],
  [30, /needs|discovery|需求/],
  [35, /demo|presentation|演示|展示/],
  [40, /value prop|solution|方案/],
  [45, /decision ?makers?|决策人|決策人/],
  [50, /perception|evaluat|trial|评估|評估|试用|試用/],
  [60, /proposal|quot|报价|報價|投标|投標/],
  [70, /negotiat|谈判|談判|商务|商務|议价|議價/],
  [80, /contract|commit|verbal|decision|合同|合約|审批|審批|签约|簽約/],
  [85, /closing|结单|結案/],
];
const UNKNOWN = 55;

/** A number that a stage begins with (`2. Demo`, `40% Proposal`), else the place of its words (PF5). */
function placeOf(stage: string): { readonly numbered: boolean; readonly place: number } {
  const key = stage.normalize('NFKC').trim().toLowerCase();
  const number = /^[([]?(?:stage|step|阶段|階段)?\s*(\d+(?:\.\d+)?)/.exec(key)?.[1];
  if (number !== undefined) return { numbered: true, place: Number(number) };
  return { numbered: false, place: PLACES.find(([, words]) => words.test(key))?.[0] ?? UNKNOWN };
}

/** Every stage that the data hold, the most frequent of the deals first. */
export const stageValues = (model: DataModel): readonly string[] => [
  ...new Set([...(columnIn(model, 'opportunities', 'stage')?.values ?? []), ...(columnIn(model, 'stage_history', 'stage')?.values ?? [])]),
];

/** The stages of a state as the data have them, the open ones in the order of a pipeline (PF5). */
export function suggestStages(model: DataModel, state: DealState): readonly string[] {
  const found = stageValues(model).filter((stage) => stateOfStage(stage) === state);
  if (state !== 'open') return found;
  const placed = found.map((stage, at) => ({ stage, at, ...placeOf(stage) }));
  const numbered = placed.every((each) => each.numbered);
  const order = (each: (typeof placed)[number]): number => (numbered || !each.numbered ? each.place : UNKNOWN);
  return placed.toSorted((one, other) => order(one) - order(other) || one.at - other.at).map(({ stage }) => stage);
}
