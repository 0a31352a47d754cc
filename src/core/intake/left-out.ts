/** Names of files that systems and programs leave in folders: nothing that a person exported (MF6). */
export const isLeftOut = (name: string): boolean =>
  name.startsWith('.') || name.startsWith('~$') || name === '__MACOSX' || /^(thumbs\.db|desktop\.ini)$/i.test(name);
