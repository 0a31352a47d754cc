import { FUNCTIONS, REFUSED_NAMES } from './gate-rules';

const STRINGS = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;

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
  return null;
}
