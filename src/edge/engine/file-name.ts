/** A file's name as one path step without any character that globs, quotes or climbs. */
export const encodeFileName = (name: string): string =>
  encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/[*'()!~.]/g, (letter) =>
    letter === '.' ? '.' : `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
