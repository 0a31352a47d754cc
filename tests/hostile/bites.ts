import type { Host } from './proofs';

/** How a whole report ended in the page. */
export interface Ended {
  readonly ended: 'refused' | 'stopped' | 'answered';
  readonly before: number;
  readonly sentences: readonly string[];
  readonly polluted: boolean;
  /** Charts in the page. */
  readonly drawn: number;
  /** Marks in the page. */
  readonly marks: number;
  /** The longest time in which the page answered to nothing, ms. */
  readonly hang: number;
  /** Texts that became code. */
  readonly code: number;
}

/** One defence that keeps the page itself whole, and what is seen of a whole report when it is gone. */
export interface Bite {
  readonly defence: string;
  /** Switched off in both runs, so that the attack reaches the defence. */
  readonly off: readonly string[];
  readonly switch: string;
  readonly host: Host;
  /** Ids, or what the report tries. */
  readonly reports: readonly string[];
  /** What is seen without the defence and never with it; `null` for a page that gave no answer in time. */
  bites(seen: Ended | null): boolean;
}

/** The reading of a document broke off without a sentence, or held the page up. */
const isUnread = (seen: Ended | null): boolean =>
  seen === null || seen.ended !== 'refused' || seen.sentences.length === 0 || seen.hang > 2000;

export const bites: readonly Bite[] = [
  {
    defence: 'strict shapes of documents',
    off: [],
    switch: 'strict',
    host: 'meta',
    reports: ['version-unknown-key', 'prototype-cell-toString', 'prototype-document-constructor'],
    bites: (seen) => seen?.ended !== 'refused',
  },
  {
    defence: 'cap of what a link unfolds to',
    off: [],
    switch: 'caps',
    host: 'meta',
    reports: ['link-inflated'],
    bites: (seen) => seen === null || !seen.sentences.some((each) => /unfold|inflat|much larger|too large/i.test(each)) || seen.hang > 300,
  },
  {
    defence: 'cap of the length of a document',
    off: [],
    switch: 'json_length',
    host: 'meta',
    reports: ['version-long-list'],
    bites: (seen) => seen === null || seen.hang > 1000,
  },
  {
    defence: 'cap of the depth of a document, counted in its text',
    off: ['value_depth'],
    switch: 'json_depth',
    host: 'meta',
    reports: ['version-deep-chart'],
    bites: isUnread,
  },
  {
    defence: 'cap of the depth of a document, counted in its values',
    off: ['json_depth'],
    switch: 'value_depth',
    host: 'meta',
    reports: ['version-deep-chart'],
    bites: isUnread,
  },
  {
    defence: 'cap of the texts that expressions make',
    off: [],
    switch: 'made_texts',
    host: 'meta',
    reports: ['chart_bomb-doubling-shown'],
    bites: (seen) => seen === null || seen.hang > 2000,
  },
  {
    defence: 'interpreter of expressions, where no policy stands behind it',
    off: [],
    switch: 'interpreter',
    host: 'none',
    reports: ['chart_bomb-labels', 'chart_bomb-boxes'],
    bites: (seen) => seen !== null && seen.code > 0,
  },
  {
    defence: 'cost of a chart, counted before it is drawn',
    off: [],
    switch: 'chart_sizes',
    host: 'meta',
    reports: ['chart_bomb-layers', 'chart_bomb-views'],
    bites: (seen) => seen === null || seen.marks > 30_000 || seen.hang > 2000,
  },
  {
    defence: 'time that a query has',
    off: [],
    switch: 'watchdog',
    host: 'meta',
    reports: ['engine_bomb-count', 'engine_bomb-recursion'],
    bites: (seen) => seen === null,
  },
  {
    defence: 'size of a result, counted before the page reads it',
    off: [],
    switch: 'result_size',
    host: 'meta',
    reports: ['engine_bomb-values', 'engine_bomb-columns-more'],
    bites: (seen) => seen === null || seen.ended === 'answered' || seen.hang > 2000,
  },
];

/** SQL that changes the data, and stays without effect while one of two defences stands. */
export const changing = { sql: 'DELETE FROM customers', defences: ['wrapper', 'transaction'] } as const;
