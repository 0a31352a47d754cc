/** A step's text with one row more than it may fetch, to know whether there are more. */
export const limitRows = (sql: string, most: number | undefined): string =>
  most === undefined ? sql : `SELECT * FROM (\n${sql}\n) AS limited\nLIMIT ${most + 1}`;
