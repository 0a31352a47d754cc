import { FUNCTIONS, REFUSED_NAMES } from './gate-rules';
import { formatFault } from './gate-sizes';

const STRINGS = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;

const OPEN = '([{';
const CLOSE = ')]}';

/** The end of the arguments of a call whose bracket is at `from`, and the commas between them. `bare` has no texts left. */
function argumentsAt(bare: string, from: number): { readonly end: number; readonly commas: readonly number[] } {
  const commas: number[] = [];
  let depth = 0;
  for (let at = from; at < bare.length; at += 1) {
    const sign = bare[at]!;
    if (OPEN.includes(sign)) depth += 1;
    else if (CLOSE.includes(sign)) depth -= 1;
    else if (sign === ',' && depth === 1) commas.push(at);
    if (depth === 0) return { end: at, commas };
  }
  return { end: bare.length, commas };
}

/** A call of `format` whose second argument is anything but one quoted text, which could ask for a text of any length; or null. */
function formatCallFault(expression: string): string | null {
  // As long as the expression itself, so that places agree.
  const bare = expression.replace(STRINGS, (text) => '_'.repeat(text.length));
  for (const { index, 0: call } of bare.matchAll(/\bformat\s*\(/g)) {
    const { end, commas } = argumentsAt(bare, index + call.length - 1);
    const second = commas[0] === undefined ? '' : expression.slice(commas[0] + 1, end).trim();
    const [quoted] = second.match(STRINGS) ?? [];
    if (quoted !== second || commas.length !== 1) return 'format()';
    const wide = formatFault(second);
    if (wide !== null) return wide;
  }
  return null;
}

/** The first name in a Vega expression that it may not use, or null. Quoted texts are only checked where they name a member. */
export function expressionFault(expression: string): string | null {
  for (const [text] of expression.matchAll(STRINGS)) {
    const name = text.slice(1, -1).replace(/\\(.)/g, '$1');
    if (REFUSED_NAMES.has(name)) return name;
    // An escape could spell a refused name.
    if (/\\[ux]/.test(text)) return text;
  }
  const bare = expression.replace(STRINGS, "''");
  // A name spelt with a unicode escape would pass a check by letters.
  if (bare.includes('\\') || bare.includes('`')) return '\\';
  for (const [, name, call] of bare.matchAll(/([A-Za-z_$][\w$]*)\s*(\()?/g)) {
    if (name === undefined) continue;
    if (REFUSED_NAMES.has(name)) return name;
    if (call && !FUNCTIONS.has(name)) return `${name}()`;
  }
  return formatCallFault(expression);
}
