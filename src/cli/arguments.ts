import { fail, succeed, type Result } from '#core/model/result';
import type { Locale } from '#core/messages/text';

/** What the terminal was asked for. Paths as they were written. */
export interface Call {
  readonly report: string | null;
  /** In the order given; several of one name are one source, and a path may be a folder. */
  readonly files: readonly { readonly name: string; readonly path: string }[];
  /** Names of which later files replace earlier ones by key. */
  readonly replace: readonly string[];
  readonly sample: boolean;
  /** Say for each cell what other tools would count. */
  readonly compare: boolean;
  /** Only the records of one in so many customers are read; null: all. */
  readonly oneIn: number | null;
  readonly out: string | null;
  readonly asOf: string | null;
  readonly locale: Locale;
  /** What pseudonyms are made with: 64 hexadecimal digits in small letters. */
  readonly pseudonymKey: string | null;
}

const KEY = /^[0-9a-f]{64}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the words after `npm run report --`. */
export function readArguments(words: readonly string[]): Result<Call> {
  const call = {
    report: null as string | null,
    files: [] as { name: string; path: string }[],
    replace: [] as string[],
    sample: false,
    compare: false,
    oneIn: null as number | null,
    out: null as string | null,
    asOf: null as string | null,
    locale: 'en' as Locale,
    pseudonymKey: null as string | null,
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--sample') call.sample = true;
    else if (word === '--compare') call.compare = true;
    else if (!word.startsWith('--') && call.report === null) call.report = word;
    else {
      const value = words[++at];
      if (value === undefined || !take(call, word, value)) return fail({ code: 'issue_run_call', values: { word } });
    }
  }
  if (call.report === null && !call.sample) return fail({ code: 'issue_run_call_empty' });
  const unknown = call.replace.find((name) => !call.files.some((file) => file.name === name));
  if (unknown !== undefined) return fail({ code: 'issue_files_replace_unknown', values: { name: unknown } });
  return succeed(call);
}

function take(call: { -readonly [Key in keyof Call]: Call[Key] }, word: string, value: string): boolean {
  switch (word) {
    case '--file': {
      const [, name, path] = /^([^=]+)=(.+)$/.exec(value) ?? [];
      if (!name || !path) return false;
      call.files = [...call.files, { name, path }];
      return true;
    }
    case '--replace':
      call.replace = [...call.replace, value];
      return true;
    case '--one-in':
      call.oneIn = Number(value);
      return /^\d+$/.test(value) && call.oneIn >= 2 && call.oneIn <= 1000;
    case '--out':
      call.out = value;
      return true;
    case '--as-of':
      call.asOf = value;
      return DAY.test(value) && !Number.isNaN(Date.parse(value));
    case '--pseudonym-key':
      call.pseudonymKey = value.toLowerCase();
      return KEY.test(call.pseudonymKey);
    case '--locale':
      call.locale = value === 'zh-CN' ? 'zh-CN' : 'en';
      return value === 'en' || value === 'zh-CN';
    default:
      return false;
  }
}
