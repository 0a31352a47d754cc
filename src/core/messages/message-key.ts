import type { m } from './generated/messages';

/** The name of a message. Types only: texts are reached through `m.name()` or, behind a lazy import, through `say`. */
export type MessageKey = keyof typeof m;
