import * as v from 'valibot';
import { fail, succeed, type Result } from '#core/model/result';
import { checkShape } from './check';
import { readJson } from './parse';

/** What a list of reports may hold at most. */
export const HOSTED_CAPS = { characters: 200_000, depth: 6, reports: 200, files: 40, title: 200, about: 500, path: 500 } as const;

/** A data file beside a report. */
export interface HostedFile {
  /** Relative to the list. */
  readonly path: string;
  /** Bytes, as the list says; absent where it does not. */
  readonly bytes?: number;
}

/** A report that a site offers. */
export interface HostedReport {
  /** Relative to the list. */
  readonly path: string;
  readonly title: string;
  readonly about?: string;
  /** `YYYY-MM-DD`. */
  readonly day?: string;
  /** What it is to be run on; absent: the reader brings files. */
  readonly data?: readonly HostedFile[];
}

/** `reports/index.json`: the reports that a team keeps beside the page. */
export interface HostedIndex {
  readonly format: 'clientele.reports';
  readonly version: 1;
  /** What stands above the list. */
  readonly title?: string;
  readonly reports: readonly HostedReport[];
}

const text = (length: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(length));
const own = v.pipe(
  text(HOSTED_CAPS.path),
  v.check((path) => !/^[a-z][a-z0-9+.-]*:/i.test(path) && !/^[/\\]/.test(path) && !/[\s\p{Cc}\\?#]/u.test(path)),
);
const file = v.strictObject({ path: own, bytes: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))) });
const report = v.strictObject({
  path: own,
  title: text(HOSTED_CAPS.title),
  about: v.exactOptional(text(HOSTED_CAPS.about)),
  day: v.exactOptional(v.pipe(v.string(), v.isoDate())),
  data: v.exactOptional(v.pipe(v.array(file), v.maxLength(HOSTED_CAPS.files))),
});
const index: v.GenericSchema<unknown, HostedIndex> = v.strictObject({
  format: v.literal('clientele.reports'),
  version: v.literal(1),
  title: v.exactOptional(text(HOSTED_CAPS.title)),
  reports: v.pipe(v.array(report), v.maxLength(HOSTED_CAPS.reports)),
});

/** Reads the list of a site's reports (HR1). Null where the text is a page: many hosts answer so for what is not there. */
export function readHostedIndex(content: string): Result<HostedIndex | null> {
  if (/^\s*</.test(content)) return succeed(null);
  const json = readJson(content, { length: HOSTED_CAPS.characters, depth: HOSTED_CAPS.depth });
  const read = json.ok ? checkShape(index, json.value, HOSTED_CAPS.depth) : json;
  return read.ok ? read : fail({ code: 'issue_hosted_index' });
}
