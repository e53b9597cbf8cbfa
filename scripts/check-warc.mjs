// Beside scripts/check-warc: reads FILE.warc.gz with warcio, and compares it with the records of the crawl.
import { createHash } from "node:crypto";
import { createReadStream, readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { WARCParser } from "warcio";

const [warc, jsonl] = process.argv.slice(2);
const problems = [];

function base32(bytes) {
  let bits = 0, held = 0, text = "";
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return text;
}

const sha1 = (bytes) => "sha1:" + base32(createHash("sha1").update(bytes).digest());

function check(holds, what) {
  if (!holds) problems.push(what);
}

const ids = new Set();
const responses = new Map(); // by URL, the last one counts
const concurrent = [];
let count = 0, truncated = 0, end = 0;
const parser = new WARCParser(createReadStream(warc), { keepHeadersCase: true, parseHttp: false });
for await (const record of parser) {
  count++;
  const field = (name) => record.warcHeader(name);
  const block = Buffer.from(await record.readFully(false));
  const at = `${field("WARC-Type")} ${field("WARC-Target-URI")}`;
  check(record.warcHeaders.protocol === "WARC/1.1", `${at}: ${record.warcHeaders.protocol}`);
  check(Number(field("Content-Length")) === block.length, `${at}: ${block.length} bytes`);
  check(/^<urn:uuid:[0-9a-f-]{36}>$/.test(field("WARC-Record-ID")) && !ids.has(field("WARC-Record-ID")), `${at}: its id`);
  ids.add(field("WARC-Record-ID"));
  // Each record is a member of its own: it can be inflated alone, from where it begins to where it ends.
  const { offset } = { offset: parser.offset };
  check(offset >= end, `${at}: begins at ${offset}, within another`);
  const length = parser.recordLength;
  const alone = gunzipSync(readFileSync(warc).subarray(offset, offset + length));
  check(alone.subarray(0, 10).toString() === "WARC/1.1\r\n", `${at}: no member of its own`);
  end = offset + length;
  if (field("WARC-Type") === "warcinfo") continue;
  check(field("WARC-Block-Digest") === sha1(block), `${at}: the digest of the block`);
  const bodyAt = block.indexOf("\r\n\r\n") + 4;
  check(bodyAt > 4, `${at}: no head`);
  if (field("WARC-Type") === "request") {
    concurrent.push(field("WARC-Concurrent-To"));
    continue;
  }
  const head = block.subarray(0, bodyAt).toString("latin1");
  const body = block.subarray(bodyAt);
  check(field("WARC-Payload-Digest") === sha1(body), `${at}: the digest of the payload`);
  const declared = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (field("WARC-Truncated")) truncated++;
  else if (declared && !/^HTTP\/1.1 [23]04/.test(head)) check(Number(declared[1]) === body.length, `${at}: Content-Length`);
  check(!/\r\ntransfer-encoding:/i.test(head), `${at}: Transfer-Encoding`);
  responses.set(field("WARC-Target-URI"), { status: Number(head.slice(9, 12)), bytes: body.length });
}
check(end === statSync(warc).size, `ends at ${end} of ${statSync(warc).size}`);
for (const id of concurrent) check(ids.has(id), `a request without its response: ${id}`);

let lines = 0;
for (const line of readFileSync(jsonl, "utf8").trim().split("\n")) {
  lines++;
  const record = JSON.parse(line);
  if (record.status === null) continue;
  const kept = responses.get(record.final_url);
  check(kept !== undefined, `${record.url}: its response is not kept`);
  if (kept === undefined) continue;
  check(kept.status === record.status, `${record.url}: ${kept.status} is kept, ${record.status} was recorded`);
  check(kept.bytes === record.wire_bytes, `${record.url}: ${kept.bytes} bytes are kept of ${record.wire_bytes}`);
}
check(lines > 0 && responses.size > 0, "there is nothing in it");
for (const problem of problems) console.error(`${warc}: ${problem}`);
console.log(`${jsonl.replace(/.*\//, "")}: ${lines} records, ${count} of the WARC file, ${truncated} truncated; ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
