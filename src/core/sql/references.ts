import { replaceLoneSurrogates } from './identifier';
import { unquote } from './quotes';
import { isCode, tokenize, type Token } from './tokens';

/** What two names are compared by: the engine takes A–Z for a–z and tells every other character apart (SQ30). */
export const nameKey = (name: string): string => replaceLoneSurrogates(name).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** A word as its key, a sign as it stands, and nothing for what is quoted. */
const plainText = ({ kind, text }: Token): string => (kind === 'word' ? nameKey(text) : kind === 'sign' ? text : '');

const LEADS = new Set('from join table pivot unpivot pivot_wider pivot_longer summarize describe desc show only lateral'.split(' '));
const LEAVES = new Set('select where group having window qualify order limit offset union intersect except'.split(' '));

/** One open bracket, or the whole. */
interface Frame {
  /** A comma leads to another relation here. */
  from: boolean;
  /** Everything named here counts: the arguments of `query_table`. */
  readonly all: boolean;
  /** The state of its WITH clause: a name is expected, has been read, or its columns or key are being read. */
  clause: 'none' | 'name' | 'as' | 'body';
  recursive: boolean;
  /** The name being defined, and the names that this frame has defined. */
  defining: string | null;
  readonly defined: string[];
  /** The name whose definition this bracket is. */
  readonly owner: string | null;
}

const open = (from: boolean, all: boolean, owner: string | null): Frame => ({
  from,
  all,
  clause: 'none',
  recursive: false,
  defining: null,
  defined: [],
  owner,
});

/** The key of what a token may name, or null. */
function keyOf({ kind, text, mode, open: isOpen }: Token): string | null {
  if (kind === 'word') return nameKey(text);
  return (kind === 'name' || kind === 'text') && !isOpen ? nameKey(unquote(text, mode)) : null;
}

class Reader {
  readonly named = new Set<string>();
  /** Where each of them is named. */
  readonly places: number[] = [];
  private readonly frames: Frame[] = [open(false, false, null)];
  private readonly hidden = new Map<string, number>();

  private readonly texts: readonly string[];

  constructor(private readonly tokens: readonly Token[]) {
    this.texts = tokens.map(plainText);
  }

  read(): this {
    for (let at = 0; at < this.tokens.length; at += 1) this.step(at);
    return this;
  }

  private text(at: number): string {
    return this.texts[at] ?? '';
  }

  private step(at: number): void {
    const frame = this.frames.at(-1)!;
    const text = this.text(at);
    if ('([{'.includes(text) && text !== '') this.enter(frame, at);
    else if (')]}'.includes(text) && text !== '') this.leave();
    else if (text === ',' && frame.clause === 'body') frame.clause = 'name';
    else if (!this.clause(frame, text, at)) this.mention(frame, text, at);
  }

  /** A WITH that defines names, not that of `TIMESTAMP WITH TIME ZONE` or `WITH ORDINALITY`. */
  private beginsClause(at: number): boolean {
    if (this.text(at) !== 'with' || this.text(at - 1) === '.') return false;
    const name = this.nameAt(at);
    const after = this.text(name + 1);
    return after === '(' || after === 'using' || (after === 'as' && ['(', 'not', 'materialized'].includes(this.text(name + 2)));
  }

  /** The place of the first name that a WITH defines; a name may itself be `recursive`. */
  private nameAt = (at: number): number =>
    this.text(at + 1) === 'recursive' && !['as', '('].includes(this.text(at + 2)) ? at + 2 : at + 1;

  /** Reads the words of a WITH clause; true if this was one of them. */
  private clause(frame: Frame, text: string, at: number): boolean {
    if (frame.clause === 'none' && this.beginsClause(at)) {
      frame.clause = 'name';
      frame.recursive = this.nameAt(at) > at + 1;
      return true;
    }
    if (frame.clause === 'name') {
      if (text === 'recursive' && frame.recursive && this.text(at - 1) === 'with') return true;
      frame.defining = keyOf(this.tokens[at]!);
      frame.clause = 'as';
      return true;
    }
    if (frame.clause === 'as' && ['as', 'not', 'materialized', 'using', 'key'].includes(text)) return true;
    frame.clause = 'none';
    return false;
  }

  private enter(frame: Frame, at: number): void {
    const isBody = frame.clause === 'as' && ['as', 'materialized'].includes(this.text(at - 1));
    const owner = isBody ? frame.defining : null;
    if (owner !== null && frame.recursive) this.hide(owner, 1);
    const all = frame.all || this.text(at - 1) === 'query_table';
    if (frame.clause === 'body') frame.clause = 'none';
    this.frames.push(open(!isBody && this.leads(frame, at), all, owner));
  }

  private leave(): void {
    if (this.frames.length === 1) return;
    const left = this.frames.pop()!;
    for (const name of left.defined) this.hide(name, -1);
    const frame = this.frames.at(-1)!;
    if (left.owner === null) return;
    if (!frame.recursive) this.hide(left.owner, 1);
    frame.defined.push(left.owner);
    frame.clause = 'body';
  }

  private hide(name: string, by: number): void {
    this.hidden.set(name, (this.hidden.get(name) ?? 0) + by);
  }

  /** A relation may stand here, judged by what stands before. */
  private leads(frame: Frame, at: number): boolean {
    const before = this.text(at - 1);
    return LEADS.has(before) || (frame.from && [',', '(', ':'].includes(before));
  }

  private mention(frame: Frame, text: string, at: number): void {
    const afterDot = this.text(at - 1) === '.';
    if (!afterDot && this.text(at - 1) !== 'as') {
      if (text === 'from' || text === 'join') frame.from = true;
      else if (LEAVES.has(text)) frame.from = false;
    }
    const key = keyOf(this.tokens[at]!);
    if (key === null || this.hidden.get(key)) return;
    const besides = this.text(at + 1);
    if (frame.all || (!afterDot && besides !== '.' && besides !== '(' && this.leads(frame, at))) {
      this.named.add(key);
      this.places.push(at);
    }
  }
}

/** The keys (`nameKey`) of all names that a text may read as relations from outside of itself (SQ31, SQ32); more than it does, never fewer. */
export const namedRelations = (sql: string): ReadonlySet<string> => new Reader(tokenize(sql).filter(isCode)).read().named;

/** Those of the names that a text may read. */
export function findReferences(sql: string, names: readonly string[]): string[] {
  const named = namedRelations(sql);
  return names.filter((name) => named.has(nameKey(name)));
}

/** The tokens of code, and the places among them at which a relation of this name from outside of the text is named. */
export function mentionsOf(sql: string, name: string): { readonly tokens: readonly Token[]; readonly places: readonly number[] } {
  const tokens = tokenize(sql).filter(isCode);
  const { places } = new Reader(tokens).read();
  return { tokens, places: places.filter((at) => keyOf(tokens[at]!) === nameKey(name)) };
}

/** Whether a token may be this name. */
export const isNamed = (token: Token | undefined, name: string): boolean => token !== undefined && keyOf(token) === nameKey(name);
