import type { FixedWidthReading } from '#core/model/reading';
import { findLineEnd } from './cut-fields';
import type { Cutter, PassedLines, RawRecord } from './raw-record';

/** Characters that take two cells of a terminal: East Asian wide and full-width ones. */
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** How many places a character takes. */
export const placesOf = (character: string, unit: FixedWidthReading['unit']): number => (unit === 'cells' && WIDE.test(character) ? 2 : 1);

/**
 * A line cut at the places where its columns begin, without the blanks around the fields (D17). It is left whole where a word stands
 * across such a place.
 */
export function cutLine(line: string, { starts, unit }: Pick<FixedWidthReading, 'starts' | 'unit'>): string[] {
  const fields: string[] = starts.map(() => '');
  let place = 0;
  let column = 0;
  let before = ' ';
  for (const character of line) {
    if (column + 1 < starts.length && place >= starts[column + 1]!) {
      if (before.trim() !== '' && character.trim() !== '') return [line];
      while (column + 1 < starts.length && place >= starts[column + 1]!) column++;
    }
    fields[column] += character;
    place += placesOf(character, unit);
    before = character;
  }
  return fields.map((field) => field.trim());
}

/** Cuts a text into its lines, and these at fixed places. */
export function createFixedCutter(reading: Pick<FixedWidthReading, 'starts' | 'unit' | 'skip'>): Cutter {
  const passed: PassedLines = { preamble: 0, comment: 0, blank: 0 };
  let rest = '';
  let line = 1;
  let begun = false;

  function take(text: string, final: boolean): RawRecord[] {
    const found: RawRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const end = findLineEnd(text, at);
      if (!final && (end >= text.length || (text[end] === '\r' && end + 1 >= text.length))) break;
      const whole = text.slice(at, end);
      if (line <= reading.skip) passed.preamble++;
      else if (whole.trim() === '') passed.blank++;
      else found.push({ fields: cutLine(whole, reading), line, text: whole, fault: null });
      line++;
      at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
    }
    rest = text.slice(at);
    return found;
  }

  function push(piece: string): RawRecord[] {
    const text = begun ? piece : piece.replace(/^\uFEFF/, '');
    if (piece !== '') begun = true;
    return take(rest + text, false);
  }
  return { push, finish: () => take(rest, true), passed };
}
