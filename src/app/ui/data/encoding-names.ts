import type { Encoding } from '#core/model/source';

/** Names that are not their label in capitals. */
const NAMES: Partial<Record<Encoding, string>> = {
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 BE',
  big5: 'Big5',
  shift_jis: 'Shift_JIS',
  'utf-8+windows-1252': 'UTF-8 + Windows-1252',
};

/** How an encoding is called on screen, in every language. */
export const encodingName = (encoding: Encoding): string =>
  NAMES[encoding] ?? (encoding.startsWith('windows') ? `W${encoding.slice(1)}` : encoding.toUpperCase());
