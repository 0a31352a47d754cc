import type { Form } from '../contract';

export type RepurchaseParams = Readonly<Record<string, never>>;

export const form: Form = [];
