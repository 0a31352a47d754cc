import { npsSize, type NpsChoice, type NpsCounts } from './nps';
import { compareNps, type NpsDifference } from './nps-waves';
import { falseDiscovery } from './proportions';

/** NPS of a group minus that of all other answers, with q over all groups that could be tested; q is null where p is. */
export type NpsRestComparison = NpsDifference & { readonly q: number | null };

/** Each group of answers against the whole without it, in the order given; groups may overlap. Null where there is no rest or no group (ST17). */
export function compareNpsWithRest(
  groups: readonly NpsCounts[],
  whole: NpsCounts,
  choice: NpsChoice = 'auto',
): (NpsRestComparison | null)[] {
  const compared = groups.map((group) => {
    const rest = {
      promoters: whole.promoters - group.promoters,
      passives: whole.passives - group.passives,
      detractors: whole.detractors - group.detractors,
    };
    return npsSize(rest) > 0 ? compareNps(group, rest, choice) : null;
  });
  const tested = compared.flatMap((each, at) => (each === null || each.p === null ? [] : [at]));
  const q = falseDiscovery(tested.map((at) => compared[at]!.p!));
  return compared.map((each, at) => (each ? { ...each, q: q[tested.indexOf(at)] ?? null } : null));
}
