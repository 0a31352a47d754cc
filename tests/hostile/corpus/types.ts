/** One hostile report. `sql` is what a cell would ask, `chart` a spec, `markdown` a text cell, `filters` values of a report's filters. */
export type Hostile = { readonly id: string; readonly tries: string } & (
  | { readonly kind: 'sql'; readonly sql: string }
  | { readonly kind: 'chart'; readonly spec: object }
  | { readonly kind: 'markdown'; readonly markdown: string }
  | { readonly kind: 'filters'; readonly column: string; readonly values: readonly string[] }
);
