/** What others on the page may do with the editor of a query. */
export interface EditorHands {
  read(): string;
  /** Another text, taken into the report. */
  write(text: string): void;
  /** Puts the caret at an offset and the focus into the editor. */
  goTo(offset: number): void;
}

const open = new Map<string, EditorHands>();

/** The editor of the cell with this id, while one stands. */
export const handsOf = (id: string): EditorHands | undefined => open.get(id);

/** An editor says that it stands, or with null that it is gone. */
export function setHands(id: string, hands: EditorHands | null): void {
  if (hands) open.set(id, hands);
  else open.delete(id);
}
