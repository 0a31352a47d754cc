import type { Text, Values } from '#core/messages/text';
import type { MessageKey } from '#core/messages/message-key';
import type { PreparationStep, RecodeStep, StepCondition, StepEffect, Survivor } from '#core/model/steps';
import type { Workspace } from '#app/session/types';
import { countWords, listWords } from '../../parts/numbers';

type Speaker = Pick<Workspace, 'say' | 'locale'>;

const SHOWN = 3;

/** Puts steps into sentences of the page's language. */
export class StepSpeaker {
  constructor(private readonly workspace: Speaker) {}

  /** “Leave out records where “状态” is “已取消””. */
  sentence(step: PreparationStep): string {
    switch (step.kind) {
      case 'filter':
        return this.#say(`prepare_filter_${step.effect}`, { condition: this.#condition(step.column, step.condition) });
      case 'deduplicate':
        return step.keys.length === 0
          ? this.#say('prepare_deduplicate_whole')
          : this.#say('prepare_deduplicate_keys', { columns: this.#names(step.keys), survivor: this.#survivor(step.survivor) });
      case 'recode':
        return this.#recode(step);
      case 'trim':
        return this.#say('prepare_trim_words', {
          columns: this.#names(step.columns),
          what: listWords(
            [
              this.#say('prepare_trim_ends'),
              ...(step.inner ? [this.#say('prepare_trim_inner')] : []),
              ...(step.halfWidth ? [this.#say('prepare_trim_half_width')] : []),
              ...(step.letters === 'keep' ? [] : [this.#say(`prepare_trim_${step.letters}`)]),
            ],
            this.workspace.locale,
          ),
        });
      case 'split':
        return step.by.at === 'separator'
          ? this.#say('prepare_split_separator', {
              column: step.column,
              separator: this.#quoted(step.by.separator),
              names: this.#names(step.into),
            })
          : this.#say('prepare_split_places', { column: step.column, places: step.by.places.join(', '), names: this.#names(step.into) });
      case 'derive':
        return this.#say('prepare_derive_words', { name: step.name, expression: step.expression });
    }
  }

  /** “214 records left out”. */
  effect({ kind }: PreparationStep, { count, without }: StepEffect): string {
    const number = { n: count, count: countWords(count, this.workspace.locale) };
    if (kind === 'filter' || kind === 'deduplicate') return this.#say('prepare_effect_left_out', number);
    if (kind === 'split') return this.#say('prepare_effect_cut', number);
    if (kind !== 'derive') return this.#say('prepare_effect_changed', number);
    const given = this.#say('prepare_effect_given', number);
    return without ? this.#say('prepare_effect_given_without', { given, without: countWords(without, this.workspace.locale) }) : given;
  }

  #say(key: MessageKey, values?: Values): string {
    const text: Text = values ? { key, values } : { key };
    return this.workspace.say(text);
  }

  #quoted(text: string): string {
    return text === '' ? this.#say('prepare_nothing') : this.#say('prepare_quoted', { text });
  }

  /** Up to three names, and how many more. */
  #names(names: readonly string[]): string {
    return listWords(this.#shown(names), this.workspace.locale);
  }

  #shown(texts: readonly string[]): string[] {
    const quoted = texts.slice(0, SHOWN).map((text) => this.#quoted(text));
    return texts.length > SHOWN ? [...quoted, this.#say('prepare_more', { n: texts.length - SHOWN })] : quoted;
  }

  #anyOf(texts: readonly string[]): string {
    return new Intl.ListFormat(this.workspace.locale, { type: 'disjunction' }).format(this.#shown(texts));
  }

  #condition(column: string, condition: StepCondition): string {
    switch (condition.op) {
      case 'in':
      case 'not_in':
        return this.#say(`prepare_is_${condition.op}`, { column, values: this.#anyOf(condition.values) });
      case 'contains':
      case 'starts_with':
        return this.#say(`prepare_is_${condition.op}`, { column, values: this.#quoted(condition.text) });
      case 'is_missing':
        return this.#say('prepare_is_missing', { column });
      case 'is_present':
        return this.#say('prepare_is_present', { column });
      case 'between':
        return this.#say('prepare_is_between', { column, from: String(condition.from), to: String(condition.to) });
      default:
        return this.#say(`prepare_is_${condition.op}`, { column, value: String(condition.value) });
    }
  }

  #survivor(survivor: Survivor): string {
    return 'column' in survivor
      ? this.#say(`prepare_stays_${survivor.by}`, { column: survivor.column })
      : this.#say(`prepare_stays_${survivor.by}`);
  }

  #recode({ column, entries, rest }: RecodeStep): string {
    const [first] = entries;
    const values = first && { column, from: this.#anyOf(first.from), to: this.#quoted(first.to) };
    const words = !values
      ? this.#say('prepare_recode_rest_only', { column })
      : entries.length > 1
        ? this.#say('prepare_recode_more', { ...values, n: entries.length - 1 })
        : this.#say('prepare_recode_one', values);
    if (rest.do === 'replace') return this.#say('prepare_recode_rest_replace', { words, to: this.#quoted(rest.to) });
    return rest.do === 'keep' ? words : this.#say('prepare_recode_rest_empty', { words });
  }
}
