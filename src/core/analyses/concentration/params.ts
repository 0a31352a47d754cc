import type { Form } from '../contract';

/** Where the classes end, in per cent of all value that stands before a customer (CN4). */
export type ConcentrationParams = { readonly a: number; readonly b: number };

export const form: Form = [
  {
    key: 'a',
    type: 'integer',
    label: { key: 'concentration_a' },
    help: { key: 'concentration_a_help' },
    min: 1,
    max: 99,
    default: 80,
  },
  {
    key: 'b',
    type: 'integer',
    label: { key: 'concentration_b' },
    help: { key: 'concentration_b_help' },
    min: 1,
    max: 100,
    default: 95,
  },
];
