import { tinykeys } from 'tinykeys';
import { isTyping } from '../data/pasted-text';
import { commands, type CommandContext } from '../palette/commands';

/** Without Ctrl or Cmd a key belongs to whoever is typing. */
const isPlain = (keys: string) => !keys.includes('$mod');
/** UI39: it is no more than a letter or a sign, which a person may have turned off. */
const isSingle = (keys: string) => isPlain(keys) && !keys.includes('Alt+');
const inDialog = (target: EventTarget | null) => target instanceof Element && target.closest('[role=dialog], [role=listbox]') !== null;

/** Listens for every command that has keys; returns the way to stop. */
export function bindShortcuts(target: Window, context: CommandContext): () => void {
  const bindings = commands.flatMap((command) => {
    const { keys } = command;
    if (!keys) return [];
    const press = (event: KeyboardEvent) => {
      const belongsElsewhere = isTyping(event.target) || inDialog(event.target);
      if (event.defaultPrevented || (belongsElsewhere && (isPlain(keys) || command.group === 'report'))) return;
      if (isSingle(keys) && !context.workspace.singleKeys) return;
      if (command.can && !command.can(context.workspace, context.report)) return;
      event.preventDefault();
      command.run(context);
    };
    return [[keys === '?' ? 'Shift+?' : keys, press] as const];
  });
  return tinykeys(target, Object.fromEntries(bindings));
}
