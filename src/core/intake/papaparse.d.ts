/** The few things of PapaParse used here. Its own types bring the DOM and Node along, which a pure room is compiled without. */
declare module 'papaparse/papaparse.js' {
  interface ParseOptions {
    readonly delimiter: string;
    readonly quoteChar: string;
    readonly newline: '\n';
    readonly preview: number;
    readonly skipEmptyLines: boolean;
  }
  const Papa: { parse(text: string, options: ParseOptions): { readonly data: readonly (readonly string[])[] } };
  export default Papa;
}
