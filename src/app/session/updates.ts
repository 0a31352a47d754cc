import { isLeftOut } from '#core/intake/left-out';
import type { Text } from '#core/messages/text';
import { changeText } from '#app/run/changes';
import type { Loaded } from '#edge/load/types';
import type { UpdateChoice } from '#edge/storage/types';
import type { Desk } from './desk.svelte';
import type { Keeping } from './keeping';
import type { Notices } from './notices.svelte';
import type { SourceDraft } from './types';

const CHOICES: readonly UpdateChoice[] = ['append', 'replace', 'whole', 'separate'];
const NAMED = 3;

/** Many files, and files that come later: what is taken, what is asked, what was chosen, and what it changed. */
export class Updates {
  /** The files that joined a source in this visit, by source, until it was said what they changed. */
  readonly #untold = new Map<string, readonly string[]>();

  constructor(
    private readonly desk: Desk,
    private readonly keeping: Keeping,
    private readonly notices: Notices,
  ) {
    desk.onLoaded = (sources) => this.#tellChanges(sources);
  }

  /** Takes files that came together (MF20–MF23), without those that hold no data (MF6). */
  async take(files: readonly File[], leftOut: readonly string[]): Promise<void> {
    const fresh = files.filter(({ name }) => !isLeftOut(name));
    const gathered = await this.desk.gathering.gather(await this.desk.drafts.add(fresh));
    const empty = [...leftOut, ...files.filter(({ name }) => isLeftOut(name)).map(({ name }) => name), ...gathered.leftOut];
    if (empty.length > 0) this.notices.tell({ key: 'files_left_out', values: { n: empty.length, names: listNames(empty) } });
    for (const values of gathered.again) this.notices.tell({ key: 'files_again', values: { name: values.name, other: values.other } });
    for (const id of gathered.asked) await this.#decideAsBefore(id);
  }

  /** Does what a person chose for a file that waits, and remembers it (MF21, MF22). */
  async decide(id: string, value: string): Promise<void> {
    const choice = CHOICES.find((each) => each === value);
    const draft = this.desk.drafts.find(id);
    if (!choice || !draft?.joining) return;
    const headers = await fingerprintHeaders(draft);
    await this.#join(draft, choice);
    await this.keeping.rememberUpdate(headers, choice);
    await this.#loadWhenClear();
  }

  /** MF21: asks anew about a file that waits and was read in another way meanwhile; its columns may be others now. */
  async askAnew(id: string): Promise<void> {
    const draft = this.desk.drafts.find(id);
    if (!draft?.joining) return;
    const { joining: _, ...alone } = draft;
    this.desk.drafts.settle([draft], [alone]);
    await this.desk.gathering.gather([alone]);
  }

  /** Takes one file out of a source (MF26). */
  async removePart(id: string, partId: string): Promise<void> {
    const name = this.desk.drafts.find(id)?.parts?.find((part) => part.id === partId)?.name ?? '';
    await this.#change(() => this.desk.joining.takeOut(id, [partId]), { key: 'files_notice_removed', values: { name } });
  }

  /** Makes the files of a source sources of their own (MF26). */
  async takeApart(id: string): Promise<void> {
    const name = this.desk.drafts.find(id)?.name ?? '';
    await this.#change(() => this.desk.joining.takeApart(id), { key: 'files_notice_apart', values: { name } });
  }

  /** MF22: what was chosen before for these headers is done by itself, and said. */
  async #decideAsBefore(id: string): Promise<void> {
    const draft = this.desk.drafts.find(id);
    if (!draft?.joining) return;
    const headers = await fingerprintHeaders(draft);
    const choice = await this.keeping.recallUpdate(headers);
    const offered = draft.preview?.questions[0]?.answers.some(({ value }) => value === choice);
    if (!choice || !offered) return;
    const source = this.desk.drafts.find(draft.joining.target)?.name ?? '';
    const back = await this.#join(draft, choice);
    if (!back) return;
    const ask = async (): Promise<void> => {
      this.desk.loading.cancel();
      back();
      await this.keeping.rememberUpdate(headers, null);
      if (this.desk.model) await this.desk.load();
    };
    this.notices.tell(
      { key: `files_notice_${choice}`, values: { name: draft.name, source } },
      { label: { key: 'files_notice_ask' }, run: () => void ask() },
    );
  }

  async #join(draft: SourceDraft, choice: UpdateChoice): Promise<(() => void) | null> {
    const { target } = draft.joining!;
    const before = new Set(this.desk.drafts.find(target)?.parts?.map(({ id }) => id));
    if (choice !== 'separate') this.desk.loading.cancel();
    const back = await this.desk.joining.decide(draft.id, choice);
    const fresh = new Set((draft.parts ?? [draft]).map(({ name }) => name));
    const joined =
      this.desk.drafts.find(target)?.parts?.filter(({ id, name, update }) => update && !before.has(id) && fresh.has(name)) ?? [];
    if (choice !== 'separate' && back) this.#untold.set(target, [...(this.#untold.get(target) ?? []), ...joined.map(({ id }) => id)]);
    return back;
  }

  /** Changes what is on the screen, loads it anew where it was loaded, and offers the way back. */
  async #change(change: () => Promise<(() => void) | null>, text: Text): Promise<void> {
    this.desk.loading.cancel();
    const back = await change();
    if (!back) return;
    const reload = () => (this.desk.model ? this.#loadWhenClear() : Promise.resolve());
    this.notices.tell(text, { label: { key: 'notice_undo' }, run: () => (back(), void reload()) });
    await reload();
  }

  /** MF25. */
  #tellChanges(sources: Loaded['sources']): void {
    for (const { info, ledger } of sources) {
      const untold = this.#untold.get(info.id);
      this.#untold.delete(info.id);
      const parts = this.desk.drafts.find(info.id)?.parts ?? [];
      const undo = () =>
        void this.#change(() => this.desk.joining.takeOut(info.id, untold!), {
          key: 'files_notice_removed',
          values: { name: nameOf(untold!) },
        });
      const nameOf = (ids: readonly string[]) => listNames(parts.filter(({ id }) => ids.includes(id)).map(({ name }) => name));
      for (const [at, part] of (ledger.parts ?? []).entries()) {
        const text = untold?.includes(parts[at]?.id ?? '') ? changeText(part) : null;
        if (text) this.notices.tell(text, { label: { key: 'notice_undo' }, run: undo });
      }
    }
  }

  async #loadWhenClear(): Promise<void> {
    if (this.desk.drafts.isClear) await this.desk.load();
  }
}

/** The headers of a file that waits, so that neither case nor order matters. */
async function fingerprintHeaders({ joining, parts }: SourceDraft): Promise<readonly string[]> {
  const { foldHeader } = await import('#core/intake/shapes');
  return joining!.alone.head.headers
    .slice(0, parts ? -1 : undefined)
    .map(foldHeader)
    .sort();
}

/** Some names, and how many more there are. */
function listNames(names: readonly string[]): Text | string {
  const first = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? { key: 'files_more', values: { names: first, n: names.length - NAMED } } : first;
}
