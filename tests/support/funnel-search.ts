/** One row of a stream: a time, the classes of predicates it passes, and the value it is broken down by. */
export interface SearchRow {
  readonly t: number;
  readonly marks: ReadonlySet<number>;
  readonly value?: string | null;
}

export interface SearchStep {
  readonly mark: number;
  readonly optional?: boolean;
  /** Of its own, counted from the step before. */
  readonly within?: number;
}

export interface SearchQuestion {
  readonly steps: readonly SearchStep[];
  /** `after` and `before` are places of mandatory steps in `steps`. */
  readonly exclusions: readonly { readonly mark: number; readonly after: number; readonly before: number }[];
  readonly window: number;
  readonly order: 'ordered' | 'strict' | 'any';
  readonly attempt: 'best' | 'first' | 'every';
  readonly policy: 'stop' | 'remove';
  readonly anchorFirst: boolean;
  readonly strictTies: boolean;
  /** Entries lie in [from, to). */
  readonly from: number;
  readonly to: number;
}

/** The time of each step of `steps`, null where it was not reached or not done. `depth` counts mandatory steps. */
export interface SearchAttempt {
  readonly times: readonly (number | null)[];
  readonly depth: number;
}

interface Group {
  readonly t: number;
  readonly rows: readonly SearchRow[];
}

function groupsOf(rows: readonly SearchRow[]): Group[] {
  const times = [...new Set(rows.map((row) => row.t))].toSorted((a, b) => a - b);
  return times.map((t) => ({ t, rows: rows.filter((row) => row.t === t) }));
}

/** Whether each wanted mark can have a row of its own: every assignment is tried. */
function canServe(rows: readonly SearchRow[], wanted: readonly number[]): boolean {
  const [mark, ...rest] = wanted;
  if (mark === undefined) return true;
  return rows.some(
    (row, place) =>
      row.marks.has(mark) &&
      canServe(
        rows.filter((_, other) => other !== place),
        rest,
      ),
  );
}

/** FU3–FU6, without windows: the times of the steps from the group at `start` on. */
function walk(groups: readonly Group[], start: number, marks: readonly number[], question: SearchQuestion): number[] {
  const times: number[] = [];
  for (const { t, rows } of groups.slice(start)) {
    if (times.length === marks.length) break;
    const most = question.strictTies ? 1 : marks.length - times.length;
    let moved = 0;
    while (moved < most && canServe(rows, marks.slice(times.length, times.length + moved + 1))) moved++;
    if (moved === 0 && question.order === 'strict') break;
    for (let step = 0; step < moved; step++) times.push(t);
  }
  return times;
}

/** FU7: the most marks that can have rows of their own, the first one, if anchored, among those at `u`: every assignment is tried. */
function mostServed(rows: readonly SearchRow[], marks: readonly number[], anchor: number | null): number {
  if (marks.length === 0) return 0;
  const [mark, ...rest] = marks as [number, ...number[]];
  let most = anchor === null ? mostServed(rows, rest, null) : 0;
  rows.forEach((row, place) => {
    if (!row.marks.has(mark) || (anchor !== null && row.t !== anchor)) return;
    const others = rows.filter((_, other) => other !== place);
    most = Math.max(most, 1 + mostServed(others, rest, null));
  });
  return most;
}

function gather(groups: readonly Group[], start: number, marks: readonly number[], question: SearchQuestion): number[] {
  const u = groups[start]!.t;
  const times: number[] = [];
  for (const { t } of groups.slice(start)) {
    if (t > u + question.window || times.length === marks.length) break;
    const rows = groups.flatMap((group) => (group.t >= u && group.t <= t ? group.rows : []));
    const size = mostServed(rows, marks, question.anchorFirst ? u : null);
    while (times.length < size) times.push(t);
  }
  return times;
}

interface Run {
  readonly entry: number;
  readonly times: readonly number[];
  readonly broken: number | null;
  /** When `every` may begin anew. */
  readonly end: number;
  /** Until when a step could have counted. */
  readonly last: number;
}

function runFrom(groups: readonly Group[], start: number, question: SearchQuestion): Run {
  const mandatory = question.steps.filter((step) => !step.optional);
  const marks = mandatory.map((step) => step.mark);
  const entry = groups[start]!.t;
  const all = (question.order === 'any' ? gather : walk)(groups, start, marks, question);
  const failed = all.findIndex(
    (t, step) => t - entry > question.window || (step > 0 && t - all[step - 1]! > (mandatory[step]!.within ?? Infinity)),
  );
  const times = failed < 0 ? all : all.slice(0, failed);
  const breaks = question.exclusions.flatMap(({ mark, after, before }) => {
    const [i, j] =
      question.order === 'any'
        ? [0, marks.length - 1]
        : [mandatory.indexOf(question.steps[after]!), mandatory.indexOf(question.steps[before]!)];
    const since = times[i];
    if (since === undefined) return [];
    const until = times[j];
    return groups.flatMap(({ t, rows }) =>
      rows.some((row) => row.marks.has(mark)) && t > since && (until === undefined ? t <= entry + question.window : t < until) ? [t] : [],
    );
  });
  const broken = breaks.length > 0 ? Math.min(...breaks) : null;
  const kept = times.filter((t) => broken === null || t <= broken);
  const end = kept.length === marks.length ? kept.at(-1)! : (broken ?? entry + question.window);
  return { entry, times: kept, broken, end, last: Math.min(entry + question.window, broken ?? Infinity) };
}

/** FU11: the times of all steps of an attempt, optional ones among them. */
function withOptional(groups: readonly Group[], run: Run, { steps }: SearchQuestion): SearchAttempt {
  let reached = -1;
  const times = steps.map((step, place) => {
    if (!step.optional) return run.times[++reached] ?? null;
    const since = run.times[reached];
    if (since === undefined) return null;
    const later = steps.slice(place).some((each) => !each.optional) ? run.times[reached + 1] : undefined;
    const latest = Math.min(later ?? run.last, since + (step.within ?? Infinity));
    return groups.find(({ t, rows }) => t > since && t <= latest && rows.some((row) => row.marks.has(step.mark)))?.t ?? null;
  });
  return { times, depth: run.times.length };
}

/** The kept attempts of one actor by the rules of funnels, searched through one after another. */
export function searchFunnel(rows: readonly SearchRow[], question: SearchQuestion): SearchAttempt[] {
  const groups = groupsOf(rows);
  const opening = question.order === 'any' && !question.anchorFirst ? question.steps : question.steps.slice(0, 1);
  const starts = groups.flatMap(({ t, rows: own }, place) =>
    t >= question.from && t < question.to && own.some((row) => opening.some(({ mark }) => row.marks.has(mark))) ? [place] : [],
  );
  const runs = starts.map((start) => runFrom(groups, start, question));
  const looked: Run[] = [];
  if (question.attempt === 'first') looked.push(...runs.slice(0, 1));
  if (question.attempt === 'best') looked.push(...runs);
  if (question.attempt === 'every') for (const run of runs) if (looked.length === 0 || run.entry > looked.at(-1)!.end) looked.push(run);
  const standing = looked.filter((run) => question.policy === 'stop' || run.broken === null);
  const most = Math.max(...standing.map((run) => run.times.length));
  const chosen = question.attempt === 'best' ? standing.filter((run) => run.times.length === most).slice(0, 1) : standing;
  return chosen.map((run) => withOptional(groups, run, question));
}

/** The deepest that any choice of rows in time order brings an attempt that begins at `entry`. Plain ordered funnels only. */
export function deepestChoice(rows: readonly SearchRow[], marks: readonly number[], entry: number, window: number): number {
  const deepest = (left: readonly SearchRow[], step: number, since: number): number => {
    const fitting = left.filter((row) => row.marks.has(marks[step]!) && row.t >= since && row.t <= (step === 0 ? entry : entry + window));
    return Math.max(
      0,
      ...fitting.map(
        (row) =>
          1 +
          (step + 1 < marks.length
            ? deepest(
                left.filter((other) => other !== row),
                step + 1,
                row.t,
              )
            : 0),
      ),
    );
  };
  return deepest(rows, 0, entry);
}
