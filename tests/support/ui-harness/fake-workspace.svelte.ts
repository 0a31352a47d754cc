import { say } from '#core/messages/say';
import type { Text } from '#core/messages/text';
import { succeed } from '#core/model/result';
import { setSteps } from '#app/run/steps';
import { USUAL_OUTGOING } from '#app/session/outgoing';
import type { ReadingTrial, SourceDraft, Workspace } from '#app/session/types';
import { noLock, stillLibrary, stillChanges, stillPublishing, nothingOutside } from './still-desks';

/** What a component may read, without the methods. */
export type Facts = {
  -readonly [
    Name in keyof Workspace as Name extends 'privacy' ? never : Workspace[Name] extends (...args: never[]) => unknown ? never : Name
  ]: Workspace[Name];
};
/** A method that was called, with what it was given. */
export type Call = readonly [method: string, ...values: unknown[]];

const nothing: Facts = {
  locale: 'en',
  theme: 'light',
  screen: 'start',
  engine: { state: 'ready' },
  keep: true,
  singleKeys: true,
  drafts: [],
  reading: null,
  loading: null,
  loadingSince: null,
  oneIn: null,
  sources: [],
  model: null,
  dataIssues: [],
  report: null,
  selected: null,
  leaving: null,
  asOf: null,
  cells: {},
  origin: null,
  readOnly: false,
  following: false,
  library: stillLibrary,
  publishing: stillPublishing,
  lock: noLock,
  changes: stillChanges,
  stored: null,
  canUndo: false,
  canRedo: false,
  canUndoMapping: false,
  canRedoMapping: false,
  incoming: null,
  outside: nothingOutside,
  issues: [],
  notices: [],
  catalogue: [],
};

/** A workspace by hand: facts are given, calls are written down, and only what the eye can see is answered. */
export class FakeWorkspace implements Workspace {
  facts = $state() as Facts;
  readonly calls: Call[] = [];

  constructor(facts: Partial<Facts> = {}) {
    this.facts = { ...nothing, ...facts };
  }
  #note(...call: Call): void {
    this.calls.push(call);
  }
  get locale() {
    return this.facts.locale;
  }
  get theme() {
    return this.facts.theme;
  }
  get screen() {
    return this.facts.screen;
  }
  get engine() {
    return this.facts.engine;
  }
  get keep() {
    return this.facts.keep;
  }
  get singleKeys() {
    return this.facts.singleKeys;
  }
  get drafts() {
    return this.facts.drafts;
  }
  get reading() {
    return this.facts.reading;
  }
  get loading() {
    return this.facts.loading;
  }
  get oneIn() {
    return this.facts.oneIn;
  }
  get loadingSince() {
    return this.facts.loadingSince;
  }
  get sources() {
    return this.facts.sources;
  }
  get model() {
    return this.facts.model;
  }
  get dataIssues() {
    return this.facts.dataIssues;
  }
  get report() {
    return this.facts.report;
  }
  get leaving() {
    return this.facts.leaving ?? this.report;
  }
  get asOf() {
    return this.facts.asOf;
  }
  get cells() {
    return this.facts.cells;
  }
  get following() {
    return this.facts.following;
  }
  get library() {
    return this.facts.library;
  }
  get changes() {
    return this.facts.changes;
  }
  get lock() {
    return this.facts.lock;
  }
  get publishing() {
    return this.facts.publishing;
  }
  get stored() {
    return this.facts.stored;
  }
  get selected() {
    return this.facts.selected;
  }
  get origin() {
    return this.facts.origin;
  }
  get readOnly() {
    return this.facts.readOnly;
  }
  get canUndo() {
    return this.facts.canUndo;
  }
  get canRedo() {
    return this.facts.canRedo;
  }
  get canUndoMapping() {
    return this.facts.canUndoMapping;
  }
  get canRedoMapping() {
    return this.facts.canRedoMapping;
  }
  get incoming() {
    return this.facts.incoming;
  }
  get outside() {
    return this.facts.outside;
  }
  get issues() {
    return this.facts.issues;
  }
  get notices() {
    return this.facts.notices;
  }
  get catalogue() {
    return this.facts.catalogue;
  }

  setLocale: Workspace['setLocale'] = (locale) => void (this.facts.locale = locale);
  setTheme: Workspace['setTheme'] = (theme) => void (this.facts.theme = theme);
  setScreen: Workspace['setScreen'] = (screen) => void (this.facts.screen = screen);
  setSingleKeys: Workspace['setSingleKeys'] = (on) => void (this.facts.singleKeys = on);
  takeOver(): Promise<void> {
    this.#note('takeOver');
    return Promise.resolve();
  }
  setKeep: Workspace['setKeep'] = async (keep) => void (this.facts.keep = keep);
  dropFiles: Workspace['dropFiles'] = async (files) => this.#note('dropFiles', ...files.map((file) => file.name));
  openSample: Workspace['openSample'] = async () => this.#note('openSample');
  openReportText: Workspace['openReportText'] = async (text, from, ...name) => this.#note('openReportText', text, from, ...name);
  acceptIncoming: Workspace['acceptIncoming'] = async () => this.#note('acceptIncoming');
  declineIncoming: Workspace['declineIncoming'] = () => this.#note('declineIncoming');
  setMapping: Workspace['setMapping'] = (id, mapping) => {
    this.#note('setMapping', id, mapping);
    this.facts.drafts = this.facts.drafts.map((draft) => (draft.id === id ? { ...draft, mapping, ledger: null } : draft));
  };
  setSteps: Workspace['setSteps'] = (id, steps) => {
    this.#note('setSteps', id, steps);
    const change = (draft: SourceDraft): SourceDraft =>
      draft.mapping && draft.preview ? { ...draft, mapping: setSteps(draft.mapping, draft.preview.head, steps), ledger: null } : draft;
    this.facts.drafts = this.facts.drafts.map((draft) => (draft.id === id ? change(draft) : draft));
  };
  setEncoding: Workspace['setEncoding'] = async (id, encoding) => this.#note('setEncoding', id, encoding);
  setReading: Workspace['setReading'] = async (id, reading) => this.#note('setReading', id, reading);
  /** What the panel is shown, whatever it asks; the head of the file as it is read now where nothing is given. */
  trial: ReadingTrial | null = null;
  tryReading: Workspace['tryReading'] = async (id, reading) => {
    this.#note('tryReading', id, reading);
    const head = this.facts.drafts.find((draft) => draft.id === id)?.preview?.head ?? null;
    return this.trial ?? { lines: [], head, issues: [] };
  };
  answer: Workspace['answer'] = (id, question, value) => {
    this.#note('answer', id, question, value);
    this.facts.drafts = this.facts.drafts.map((draft) =>
      draft.id === id ? { ...draft, answers: { ...draft.answers, [question]: value } } : draft,
    );
  };
  removeDraft: Workspace['removeDraft'] = async (id) => {
    this.#note('removeDraft', id);
    this.facts.drafts = this.facts.drafts.filter((draft) => draft.id !== id);
  };
  removePart: Workspace['removePart'] = async (id, partId) => this.#note('removePart', id, partId);
  takeApart: Workspace['takeApart'] = async (id) => this.#note('takeApart', id);
  setReplacing: Workspace['setReplacing'] = (id, replaces, key) => this.#note('setReplacing', id, replaces, key);
  load: Workspace['load'] = async () => this.#note('load');
  readOneIn: Workspace['readOneIn'] = async (oneIn) => {
    this.#note('readOneIn', oneIn);
    this.facts = { ...this.facts, oneIn };
  };
  cancelLoad: Workspace['cancelLoad'] = () => {
    this.#note('cancelLoad');
    this.facts.loading = null;
  };
  claimReport: Workspace['claimReport'] = () => {
    this.#note('claimReport');
    this.facts.origin = null;
  };
  edit: Workspace['edit'] = (edit) => this.#note('edit', edit);
  addAnalysis: Workspace['addAnalysis'] = async (kind, index) => this.#note('addAnalysis', kind, index);
  preview: Workspace['preview'] = async (ask) => (this.#note('preview', ask), { state: 'idle' });
  newCellId: Workspace['newCellId'] = () => 'c9';
  undo: Workspace['undo'] = () => this.#note('undo');
  redo: Workspace['redo'] = () => this.#note('redo');
  select: Workspace['select'] = (cellId, chosen, adds = false) => {
    this.#note('select', cellId, chosen, adds);
    this.facts.selected = { cellId, parts: [chosen] };
  };
  lookAt: Workspace['lookAt'] = () => undefined;
  clearSelection: Workspace['clearSelection'] = () => {
    this.#note('clearSelection');
    this.facts.selected = null;
  };
  cancelCell: Workspace['cancelCell'] = (id) => this.#note('cancelCell', id);
  runCell: Workspace['runCell'] = (id) => this.#note('runCell', id);
  compare: Workspace['compare'] = async () => ({ ok: false, issues: [] });
  tryMetric: Workspace['tryMetric'] = async (metric) => {
    this.#note('tryMetric', metric);
    return succeed(null);
  };
  countSegment: Workspace['countSegment'] = async () => succeed(0);
  makeOwn: Workspace['makeOwn'] = async () => undefined;
  people: Workspace['people'] = async () => succeed({ rowCount: 0, columns: [] });
  copyLink: Workspace['copyLink'] = async () => succeed('https://clientele.example/#r=1');
  makeLink: Workspace['makeLink'] = async () => succeed(`https://clientele.example/#r=${'1'.repeat(1256)}`);
  saveReportFile: Workspace['saveReportFile'] = () => this.#note('saveReportFile');
  exportResults: Workspace['exportResults'] = () => this.#note('exportResults');
  exportPeople: Workspace['exportPeople'] = () => this.#note('exportPeople');
  readonly privacy: Workspace['privacy'] = $state({
    options: USUAL_OUTGOING,
    outgoing: async ({ k } = USUAL_OUTGOING) => ({
      cells: Object.fromEntries(
        Object.entries(this.cells).flatMap(([id, state]) => (state.state === 'done' ? [[id, state.presentation] as const] : [])),
      ),
      done: {},
      protection: { k, told: [] },
    }),
    look: async ({ k }) => ({ cells: {}, done: {}, protection: { k, told: [] } }),
    saveRecord: async (as) => this.#note('saveRecord', as),
  });
  mend: Workspace['mend'] = async (id, mend) => this.#note('mend', id, mend);
  exportLedger: Workspace['exportLedger'] = (id, which, open = []) => this.#note('exportLedger', id, which, ...open);
  say: Workspace['say'] = (text: Text) => say(text, { locale: this.facts.locale, currency: null });
  dismiss: Workspace['dismiss'] = (id) => void (this.facts.notices = this.facts.notices.filter((notice) => notice.id !== id));
  clearAll: Workspace['clearAll'] = async () => this.#note('clearAll');
}
