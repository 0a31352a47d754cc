import { ExpressionFault } from './expression-fault';
import { FUNCTIONS, type FunctionRule, type PartRule, type ValueType } from './expression-functions';
import { MOST_HEIGHT, parseExpression, type Expression } from './expression-parse';
import { isDay } from './read-value';
import type { StepColumn } from './step-column';
import { fail, succeed, type Result } from '#core/model/result';

/** An expression whose types are known. */
export type Typed =
  | { readonly node: 'literal'; readonly type: ValueType; readonly value: number | string | boolean }
  /** With the type `text` it is the text as it stands. */
  | { readonly node: 'column'; readonly type: ValueType; readonly column: StepColumn }
  | { readonly node: 'call'; readonly type: ValueType; readonly rule: FunctionRule; readonly parts: readonly Typed[] }
  /** Another type written as text (PS4). */
  | { readonly node: 'write'; readonly type: 'text'; readonly part: Typed }
  /** A number that may be NaN, null then. */
  | { readonly node: 'settle'; readonly type: 'number'; readonly part: Typed };

/** Reads an expression over the given columns (EX1–EX7), or says why it is none. */
export function checkExpression(source: string, columns: ReadonlyMap<string, StepColumn>): Result<Typed> {
  try {
    return succeed(settled(new Checker(columns).check(parseExpression(source), 0)));
  } catch (fault) {
    if (fault instanceof ExpressionFault) return fail(fault.issue);
    throw fault;
  }
}

/** The columns that an expression reads. */
export function columnsIn(typed: Typed): readonly StepColumn[] {
  if (typed.node === 'column') return [typed.column];
  if (typed.node === 'call') return typed.parts.flatMap(columnsIn);
  return typed.node === 'literal' ? [] : columnsIn(typed.part);
}

const typeWords = (type: ValueType) => ({ key: `prepare_type_${type}` }) as const;

class Checker {
  constructor(private readonly columns: ReadonlyMap<string, StepColumn>) {}

  check(expression: Expression, height: number): Typed {
    if (height > MOST_HEIGHT) throw new ExpressionFault('issue_expression_deep', expression.at, { most: MOST_HEIGHT });
    if (expression.node === 'literal') {
      const { value } = expression;
      return { node: 'literal', type: typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'condition', value };
    }
    if (expression.node === 'column') {
      const column = this.columns.get(expression.name);
      if (!column) throw new ExpressionFault('issue_expression_column', expression.at, { name: expression.name });
      return { node: 'column', type: column.type, column };
    }
    const rule = FUNCTIONS.get(expression.name);
    if (!rule) throw new ExpressionFault('issue_expression_function', expression.at, { name: expression.name });
    return this.#call(expression, rule, height);
  }

  #call(expression: Extract<Expression, { node: 'call' }>, rule: FunctionRule, height: number): Typed {
    const { parts, name, at } = expression;
    const least = rule.takes.length - (rule.optional ?? 0);
    if (parts.length < least || (parts.length > rule.takes.length && !rule.more))
      throw new ExpressionFault('issue_expression_parts', at, { name, n: least });
    const rules = parts.map((_, index) => rule.takes[index] ?? rule.takes.at(-1)!);
    const checked = parts.map((part) => this.check(part, height + 1));
    const same = unite(
      checked.filter((_, index) => rules[index] === 'same'),
      rule,
      expression,
    );
    const fitted = checked.map((part, index) => fit(part, rules[index]!, same, parts[index]!.at));
    return { node: 'call', type: rule.gives === 'same' ? same : rule.gives, rule, parts: rule.raw ? fitted : fitted.map(settled) };
  }
}

/** The type that parts are to share. */
function unite(parts: readonly Typed[], rule: FunctionRule, { at }: Expression): ValueType {
  const types = [...new Set(parts.map(({ type }) => type))];
  if (types.length <= 1) return types[0] ?? 'text';
  const others = types.filter((type) => type !== 'text');
  const allDays = parts.every((part) => part.type === 'day' || (part.node === 'literal' && isDay(String(part.value))));
  if (allDays) return 'day';
  if (rule.mixes && types.includes('text')) return 'text';
  throw new ExpressionFault('issue_expression_differ', at, { first: typeWords(types[0]!), second: typeWords(types[1] ?? others[0]!) });
}

/** A part as a function asks for it. */
function fit(part: Typed, rule: PartRule, same: ValueType, at: number): Typed {
  if (rule === 'any') return part;
  if (rule === 'whole') {
    if (part.node === 'literal' && Number.isInteger(part.value) && Number(part.value) <= 1000) return part;
    throw new ExpressionFault('issue_expression_whole', at);
  }
  const wanted = rule === 'same' ? same : rule;
  if (part.type === wanted) return part;
  if (wanted === 'text') return part.node === 'column' ? { ...part, type: 'text' } : { node: 'write', type: 'text', part };
  if (wanted === 'day' && part.node === 'literal' && isDay(String(part.value))) return { ...part, type: 'day' };
  throw new ExpressionFault('issue_expression_type', at, { wanted: typeWords(wanted), found: typeWords(part.type) });
}

/** A number that no further arithmetic takes. */
const settled = (part: Typed): Typed => (part.node === 'call' && part.rule.raw ? { node: 'settle', type: 'number', part } : part);
