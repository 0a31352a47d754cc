import type { FunnelShape } from './types';

/** The mandatory steps in their order, with their place in `steps`. */
export const mandatoryOf = ({ steps }: FunnelShape) => steps.flatMap((step, place) => (step.optional ? [] : [{ ...step, place }]));

/** The unit's columns of a relation. */
export const unitOf = ({ unit }: FunnelShape, alias: string): string => unit.map((name) => `${alias}.${name}`).join(', ');

/** That two relations speak of the same unit. */
export const sameUnit = ({ unit }: FunnelShape, one: string, other: string): string =>
  unit.map((name) => `${one}.${name} = ${other}.${name}`).join(' AND ');

/** 1 … n. */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

/** That a row matches one of these classes. */
export const marked = (...marks: readonly number[]): string =>
  `(mask & ${[...new Set(marks)].reduce((bits, mark) => bits + 2 ** mark, 0)}) <> 0`;

/** Columns `m_1` … of the times of mandatory steps. */
export const timesOf = (alias: string, from: number, to: number): string[] =>
  upTo(to)
    .slice(from - 1)
    .map((step) => `${alias}.m_${step}`);
