import { tinykeys } from 'tinykeys';
import { isTyping } from '../data/pasted-text';
import { commands, type CommandContext } from '../palette/commands';

/** Without Ctrl or Cmd a key is also a letter, and belongs to whoever is typing. */
const isSingle = (keys: string) => !keys.includes('$mod');
const inDialog = (target: EventTarget | null) => target instanceof Element && target.closest('[role=dialog], [role=listbox]') !== null;

/** Listens for every command that has keys; returns the way to stop. */
export function bindShortcuts(target: Window, context: CommandContext): () => void {
  const bindings = commands.flatMap((command) => {
    const { keys } = command;
    if (!keys) return [];
    const press = (event: KeyboardEvent) => {
      const belongsElsewhere = isTyping(event.target) || inDialog(event.target);
      if (event.defaultPrevented || (belongsElsewhere && (isSingle(keys) || command.group === 'report'))) return;
      if (command.can && !command.can(context.workspace)) return;
      event.preventDefault();
      command.run(context);
    };
    return [[keys === '?' ? 'Shift+?' : keys, press] as const];
  });
  return tinykeys(target, Object.fromEntries(bindings));
}
