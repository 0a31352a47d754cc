import type { ComparedShare, Comparison } from '#core/model/comparison';

const share = (began: number, reached: number): ComparedShare => ({ began, reached, share: reached / began });
const here = share(1500, 900);
const nobody = (tool: string) => ({
  onlyHere: { customers: 0, part: { tool, side: 'here' } },
  onlyThere: { customers: 0, part: { tool, side: 'there' } },
});

/** What two other tools would show for the invented shop. */
export const teaComparison: Comparison = {
  what: { key: 'compare_cohort_what', values: { when: { key: 'cohort_next_month' } } },
  began: { key: 'compare_could' },
  reached: { key: 'compare_back' },
  here,
  tools: [
    {
      id: 'mixpanel',
      name: { literal: 'Mixpanel' },
      result: share(1790, 1002),
      reasons: [
        { text: { key: 'compare_recurring' }, before: here, after: share(1790, 988), main: true },
        { text: { key: 'compare_sunday' }, before: share(1790, 988), after: share(1790, 1002), main: false },
      ],
      notApplied: [{ key: 'compare_not_hours' }],
      ...nobody('mixpanel'),
      onlyThere: { customers: 31, part: { tool: 'mixpanel', side: 'there' } },
    },
    { id: 'posthog', name: { literal: 'PostHog' }, result: here, reasons: [], notApplied: [], ...nobody('posthog') },
  ],
  note: { key: 'compare_note', values: { day: { date: '2026-11-22' } } },
};
