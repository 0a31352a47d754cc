/** Host of a proof: `none` has the policy taken out of the page. */
export type Host = 'meta' | 'header' | 'none';

/** One defence, shown to hold alone and to be missed when it is gone. */
export interface Proof {
  readonly defence: string;
  /** The defences in front of it, switched off so that the attack reaches it. */
  readonly off: readonly string[];
  readonly host: Host;
  /** With the defence switched off as well: its switch, or the host without the policy. */
  readonly without: { readonly off: string } | { readonly host: Host };
  /** Reports of the corpus that reach the canary then. */
  readonly reports: readonly string[];
}

export const proofs: readonly Proof[] = [
  { defence: 'page policy, for SQL', off: ['lock', 'wall'], host: 'meta', without: { host: 'none' }, reports: ['sql-read', 'sql-leak'] },
  {
    defence: 'page policy sent as headers, for SQL',
    off: ['lock', 'wall'],
    host: 'header',
    without: { host: 'none' },
    reports: ['sql-read'],
  },
  {
    defence: 'page policy, for pictures in text',
    off: ['markdown'],
    host: 'meta',
    without: { host: 'none' },
    reports: ['text-image', 'text-html'],
  },
  {
    defence: 'page policy, for links that run script',
    off: ['markdown'],
    host: 'meta',
    without: { host: 'none' },
    reports: ['text-script-link'],
  },
  { defence: 'lock of the engine', off: [], host: 'none', without: { off: 'lock' }, reports: ['sql-read', 'sql-hidden'] },
  { defence: 'worker from a blob', off: ['lock', 'wall'], host: 'meta', without: { off: 'blob_worker' }, reports: ['sql-read'] },
  {
    defence: 'wall around report SQL',
    off: ['lock'],
    host: 'none',
    without: { off: 'wall' },
    reports: ['sql-leak', 'sql-load', 'sql-install', 'sql-attach'],
  },
  {
    defence: 'reading of the statement, before the engine sees it',
    off: ['lock', 'wall'],
    host: 'none',
    without: { off: 'statement' },
    reports: ['report-outbreak'],
  },
  {
    defence: 'consent: nothing runs before somebody agrees',
    off: ['lock', 'wall'],
    host: 'none',
    without: { off: 'consent' },
    reports: ['report-unanswered'],
  },
  { defence: 'quoting of literals', off: ['lock', 'wall'], host: 'none', without: { off: 'literals' }, reports: ['filter-value'] },
  {
    defence: 'gate of charts',
    off: ['loader'],
    host: 'none',
    without: { off: 'gate' },
    reports: ['chart-layer', 'chart-lookup', 'chart-image', 'chart-href'],
  },
  {
    defence: 'refusing loader of charts',
    off: ['gate'],
    host: 'none',
    without: { off: 'loader' },
    reports: ['chart-layer', 'chart-lookup', 'chart-image', 'chart-href'],
  },
  {
    defence: 'markdown without HTML',
    off: [],
    host: 'none',
    without: { off: 'markdown' },
    reports: ['text-image', 'text-html', 'text-script-link', 'text-link'],
  },
  {
    defence: 'markdown without HTML, where the policy does not reach',
    off: [],
    host: 'meta',
    without: { off: 'markdown' },
    reports: ['text-refresh'],
  },
];
