import type { Form } from '../contract';

export type DataSourcesParams = Readonly<Record<string, never>>;

export const form: Form = [];
