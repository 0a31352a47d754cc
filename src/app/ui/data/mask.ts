/** A personal value as it may stand on a screen: first and last characters, at most three and four, the rest as stars. */
export function maskText(text: string): string {
  const characters = Array.from(text);
  const head = Math.min(3, Math.floor(characters.length * 0.3));
  const tail = Math.min(4, Math.floor(characters.length * 0.37));
  const hidden = characters.length - head - tail;
  return characters.slice(0, head).join('') + '*'.repeat(Math.min(hidden, 6)) + (tail > 0 ? characters.slice(-tail).join('') : '');
}
