/** One record as a slow, plain reader sees it. */
export interface ReferenceRecord {
  readonly fate: 'good' | 'field_count' | 'stray_quote' | 'unterminated_quote' | 'blank';
  readonly fields: readonly string[];
  readonly line: number;
  /** The record with its line end. */
  readonly text: string;
}

const FIELD = /^( ?"(?<quoted>(?:[^"]|"")*)"(?<after> *)(?<stray>[^]*)|(?<plain>[^]*))$/;

/**
 * Reads a whole text by cutting it into lines first and gluing lines together as long as a quote is open: another way than the
 * counter's, and far slower. One space may stand before an opening quote; spaces may stand after a closing one.
 */
export function readReference(text: string, delimiter: string, expected: number): readonly ReferenceRecord[] {
  const pieces = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  const records: ReferenceRecord[] = [];
  let line = 1;
  for (let at = 0; at < pieces.length;) {
    const start = line;
    let whole = '';
    let parts: ReturnType<typeof cutFields>;
    do {
      whole += pieces[at++]!;
      line++;
      parts = cutFields(whole.replace(/(\r\n|\r|\n)$/, ''), whole, delimiter);
    } while (parts.open && at < pieces.length);
    records.push({ ...judge(parts, whole, expected), line: start, text: whole });
  }
  return records;
}

interface Cut {
  readonly fields: readonly string[];
  readonly open: boolean;
  readonly stray: boolean;
}

/** Fields of a text that may still have an open quote at its end. */
function cutFields(text: string, whole: string, delimiter: string): Cut {
  const fields: string[] = [];
  let stray = false;
  let rest = text;
  for (;;) {
    const lead = /^ ?"/.exec(rest)?.[0];
    let field: string;
    if (lead === undefined) field = rest.split(delimiter)[0]!;
    else {
      const body = /^(?:[^"]|"")*"(?!")/.exec(rest.slice(lead.length))?.[0];
      if (body === undefined) return { fields: [...fields, whole], open: true, stray };
      const tail = rest.slice(lead.length + body.length).split(delimiter)[0]!;
      field = lead + body + tail;
    }
    const groups = FIELD.exec(field)!.groups!;
    if (groups['quoted'] !== undefined && lead !== undefined) {
      if (groups['stray'] !== '') stray = true;
      fields.push(groups['quoted'].replaceAll('""', '"'));
    } else fields.push(field);
    if (field.length === rest.length) return { fields, open: false, stray };
    rest = rest.slice(field.length + 1);
  }
}

function judge(cut: Cut, whole: string, expected: number): Pick<ReferenceRecord, 'fate' | 'fields'> {
  const { fields } = cut;
  if (/^[ \t]*$/.test(whole.replace(/(\r\n|\r|\n)$/, '')) && fields.length === 1) return { fate: 'blank', fields: [] };
  if (cut.open) return { fate: 'unterminated_quote', fields };
  if (cut.stray) return { fate: 'stray_quote', fields };
  return { fate: fields.length === expected ? 'good' : 'field_count', fields };
}
