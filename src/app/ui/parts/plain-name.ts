/** Longest name that is shown, characters. */
const LONGEST = 80;
/** What takes no room or turns the direction of writing: a name holds it only to look like another one. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** SE45: a name that a stranger gave, as one short line of what can be seen. */
export function plainName(name: string): string {
  const seen = [...name.replace(/\s+/gu, ' ').replace(UNSEEN, '').trim()];
  return seen.length > LONGEST ? `${seen.slice(0, LONGEST).join('').trimEnd()}…` : seen.join('');
}
