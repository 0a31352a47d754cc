import { Parser } from 'saxen';
import { piecesOf } from '../../open/byte-range';

/** What is told of a document on its way; names without their prefix. */
export interface XmlHandlers {
  open?(name: string, attribute: (name: string) => string | undefined): void;
  close?(name: string): void;
  text?(text: string): void;
}

const bareName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads a document piece by piece and yields after each, so that whoever asked may stop early. Rejects with the stream's reason, or with an
 * error where the text is no XML.
 */
export async function* readXml(stream: ReadableStream<Uint8Array>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new Parser();
  let fault: Error | null = null;
  parser.on('error', (error) => (fault ??= error));
  parser.on('openTag', (name, attributes, decode) => {
    handlers.open?.(bareName(name), (wanted) => {
      const all = attributes();
      const value = all[wanted] ?? Object.entries(all).find(([key]) => key.endsWith(`:${wanted}`))?.[1];
      return value === undefined ? undefined : decode(value);
    });
  });
  parser.on('closeTag', (name) => handlers.close?.(bareName(name)));
  parser.on('text', (text, decode) => handlers.text?.(text.includes('&') ? decode(text) : text));
  parser.on('cdata', (text) => handlers.text?.(text));
  const decoder = new TextDecoder('utf-8');
  for await (const piece of piecesOf(stream)) {
    parser.write(decoder.decode(piece, { stream: true }));
    if (fault) throw fault as Error;
    yield;
  }
  parser.write(decoder.decode());
  parser.end();
  if (fault) throw fault as Error;
  yield;
}

/** Reads a whole document. */
export async function readAllXml(stream: ReadableStream<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(stream, handlers));
}
