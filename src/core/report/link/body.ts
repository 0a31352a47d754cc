import { deflateSync, strFromU8, strToU8 } from 'fflate';
import type { JsonObject } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { canonicalJson, findJsonFault, MAX_LENGTH } from '../json';
import { readJson } from '../parse';
import { asWritten } from '../serialize';
import type { Report } from '../types';
import { crc32 } from './checksum';
import { DICTIONARY_1 } from './dictionary-1';
import { DICTIONARY_2 } from './dictionary-2';
import { restoreDefaults } from './form-1';
import { fold, unfold } from './form-2';
import { inflateCapped } from './inflate';
import { readTight, writeTight } from './tight';

type Bytes = Uint8Array<ArrayBuffer>;
/** Bytes of the check before what is deflated. */
const CHECK_LENGTH = 4;

/** What a link of version 2 carries: the check of the document's text, then the document folded and deflated. */
export function packBody(report: Report): Bytes {
  const document = JSON.parse(canonicalJson(asWritten(report))) as JsonObject;
  const packed = deflateSync(Uint8Array.from(writeTight(fold(document))), { level: 9, mem: 12, dictionary: DICTIONARY_2 });
  const body = new Uint8Array(CHECK_LENGTH + packed.length);
  new DataView(body.buffer).setUint32(0, crc32(canonicalJson(document)));
  body.set(packed, CHECK_LENGTH);
  return body;
}

function inflate(packed: Uint8Array, dictionary: Uint8Array): Result<Uint8Array> {
  const bytes = inflateCapped(packed, dictionary, MAX_LENGTH);
  if (bytes === 'too_large') return fail({ code: 'issue_link_inflates' });
  return bytes === 'damaged' ? fail({ code: 'issue_link_unpacked' }) : succeed(bytes);
}

function readBody1(body: Uint8Array): Result<unknown> {
  const bytes = inflate(body, strToU8(DICTIONARY_1));
  if (!bytes.ok) return bytes;
  const json = readJson(strFromU8(bytes.value));
  return json.ok ? succeed(restoreDefaults(json.value)) : json;
}

/** LK8: what unfolds to another text than was packed is not opened, whoever made its checksum. */
function readBody2(body: Uint8Array): Result<unknown> {
  if (body.length < CHECK_LENGTH) return fail({ code: 'issue_link_unpacked' });
  const bytes = inflate(body.subarray(CHECK_LENGTH), DICTIONARY_2);
  if (!bytes.ok) return bytes;
  const folded = readTight(bytes.value);
  if (folded === 'many') return fail({ code: 'issue_link_inflates' });
  if (folded === 'deep') return fail({ code: 'issue_report_too_deep' });
  if (folded === 'broken') return fail({ code: 'issue_link_unreadable' });
  const document = unfold(folded.value);
  if (findJsonFault(document)?.fault === 'depth') return fail({ code: 'issue_report_too_deep' });
  const text = canonicalJson(document);
  const check = new DataView(body.buffer, body.byteOffset).getUint32(0);
  return crc32(text) === check ? readJson(text) : fail({ code: 'issue_link_altered' });
}

/** How the body of a link of each version becomes the value of a document, still untrusted. */
export const bodies: ReadonlyMap<string, (body: Uint8Array) => Result<unknown>> = new Map([
  ['1', readBody1],
  ['2', readBody2],
]);
