import type { PreparationStep, StepCondition } from '#core/model/steps';

function valuesOf(condition: StepCondition): readonly (string | number)[] {
  if ('values' in condition) return condition.values;
  if ('from' in condition) return [condition.from, condition.to];
  if ('value' in condition) return [condition.value];
  return 'text' in condition ? [condition.text] : [];
}

/** Every value of the data that the steps of a source name, and what stands in its place: what travels with a report. Names of columns are not among them. */
export function textsOfSteps(steps: readonly PreparationStep[] = []): readonly string[] {
  return steps.flatMap((step): readonly string[] => {
    switch (step.kind) {
      case 'filter':
        return valuesOf(step.condition).map(String);
      case 'recode': {
        const entries = step.entries.flatMap(({ from, to }) => [...from, to]);
        return step.rest.do === 'replace' ? [...entries, step.rest.to] : entries;
      }
      case 'derive':
        return [step.expression];
      default:
        return [];
    }
  });
}
