import { describe, expect, test } from 'vitest';
import type { CustomDefinition } from '#core/report/notebook-types';
import { FIELD_TYPES, fieldOfType, freeKey, readAmount, saveEdit, withChoices } from './own-draft';

const definition: CustomDefinition = {
  id: 'd1',
  name: 'Slow payers',
  purpose: '',
  form: [],
  requires: [],
  steps: [{ id: 'rows', sql: 'SELECT 1' }],
};
const words = { key: 'days', label: 'Days', help: '' };

describe('OW1 options of one’s own', () => {
  test.each(FIELD_TYPES)('OW1 a fresh option of type %s can be saved, and keeps its words', (type) => {
    const field = fieldOfType(type, words);
    expect(field).toMatchObject({ ...words, type });
    expect(saveEdit({ ...definition, form: [field] }, []).ok).toBe(true);
  });
  test('OW1 a key that stands twice is told', () => {
    const form = [fieldOfType('text', words), fieldOfType('day', words)];
    expect(saveEdit({ ...definition, form }, [])).toMatchObject({ ok: false, issues: [{ code: 'issue_report_names_repeat' }] });
    expect(freeKey([fieldOfType('text', { ...words, key: 'option_2' })])).toBe('option_3');
  });
  test('OW1 choices come from one line, in either comma, each once', () => {
    const field = fieldOfType('choice', words);
    if (field.type !== 'choice') throw new Error('no choice');
    expect(withChoices(field, '北方， south、 south,')).toMatchObject({ options: ['北方', 'south'], default: '北方' });
    expect(withChoices(field, 'B, C')).toMatchObject({ default: 'B' });
    expect(withChoices(field, ' , ')).toBe(field);
  });
  test('OW1 what is no number is none', () => {
    expect(['12', '-1.5', '', ' ', 'x', 'Infinity'].map(readAmount)).toEqual([12, -1.5, null, null, null, null]);
  });
});

describe('OW2 saving', () => {
  test('OW2 the name of another definition is taken, whatever the case; its own is not', () => {
    const other = { ...definition, id: 'd2', name: 'slow PAYERS' };
    expect(saveEdit(definition, [definition, other]).ok).toBe(false);
    expect(saveEdit(definition, [definition]).ok).toBe(true);
  });
  test('OW2 a definition without a name, and a number outside its limits, are refused', () => {
    expect(saveEdit({ ...definition, name: '' }, []).ok).toBe(false);
    expect(saveEdit({ ...definition, form: [{ ...words, type: 'number', min: 1, max: 2, default: 3 }] }, []).ok).toBe(false);
  });
});
