import { expressionInterpreter } from 'vega-interpreter';
import { CAPS } from '#core/chart/gate-rules';

type Run = (...given: readonly unknown[]) => unknown;
const TEXTS = ['text', 'description', 'tooltip'] as const;

/** Not cut but replaced: a text that doubles itself thirty times is cheap until somebody reads it. */
const bound = (value: unknown): unknown => (typeof value === 'string' && value.length > CAPS.made ? '…' : value);

const bounding =
  (make: (context: unknown, expression: unknown) => unknown) =>
  (context: unknown, expression: unknown): Run => {
    const run = make(context, expression) as Run;
    return (...given) => bound(run(...given));
  };

/** Vega's interpreter of expressions, none of which gives a text longer than a person would read. */
export const boundedInterpreter = {
  operator: bounding(expressionInterpreter.operator),
  parameter: bounding(expressionInterpreter.parameter),
  event: bounding(expressionInterpreter.event),
  handler: bounding(expressionInterpreter.handler),
  encode(context: unknown, encode: unknown): Run {
    const run = expressionInterpreter.encode(context, encode) as Run;
    return (...given) => {
      const outcome = run(...given);
      const item = given[0] as Record<string, unknown>;
      for (const name of TEXTS) if (typeof item[name] === 'string') item[name] = bound(item[name]);
      return outcome;
    };
  },
};
