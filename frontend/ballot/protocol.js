// Verified ballots, the browser's half: check the manifest, have a token signed blinded, seal, cast.
// RFC 9474 (RSABSSA-SHA384-PSS-Randomized) and HPKE with X-Wing, HKDF-SHA256 and AES-256-GCM.
import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import { RSABSSA } from "@cloudflare/blindrsa-ts";

const scheme = RSABSSA.SHA384.PSS.Randomized();
const sealing = new CipherSuite({
  kem: new XWing(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const protocol = "verified-ballot";
const mark = new TextEncoder().encode("RVB1");
const tokenBytes = 32;
const nonceBytes = 16;

export class Refused extends Error {}

export const toHex = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const fromHex = (text) =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function concat(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    joined.set(part, place);
    place += part.length;
  }
  return joined;
}


function number(value, bytes) {
  return Uint8Array.from({ length: bytes }, (_, place) => (value >> (8 * (bytes - 1 - place))) & 255);
}

// The manifest must be the one whose fingerprint everybody was given, and no cohort may be small.
export async function readManifest(text, { fingerprint, wave }) {
  const found = toHex(await sha256(new TextEncoder().encode(text)));
  if (found !== fingerprint) {
    throw new Refused("fingerprint");
  }
  const manifest = JSON.parse(text);
  if (manifest.protocol !== protocol || manifest.wave !== wave) {
    throw new Refused("wave");
  }
  if (manifest.cohorts.some((cohort) => cohort.invited < 2 * manifest.min_group_size)) {
    throw new Refused("size");
  }
  return manifest;
}

export async function signingKey(cohort) {
  const parameters = { name: "RSA-PSS", hash: "SHA-384" };
  return crypto.subtle.importKey("spki", fromHex(cohort.public_key), parameters, true, ["verify"]);
}

// A token that only this browser knows, and what the server may see of it.
export async function blindToken(manifest, place) {
  const key = await signingKey(manifest.cohorts[place]);
  const token = crypto.getRandomValues(new Uint8Array(tokenBytes));
  const prepared = scheme.prepare(token);
  const { blindedMsg, inv } = await scheme.blind(key, prepared);
  return { key, prepared, blinded: blindedMsg, inverse: inv };
}

// Unblinds and verifies: a signature by another key than the manifest's is refused.
export async function unblind(secret, blindSignature) {
  try {
    return await scheme.finalize(secret.key, secret.prepared, blindSignature, secret.inverse);
  } catch {
    throw new Refused("signature");
  }
}

// The one canonical form: keys in order, no blanks.
export function canonical(value) {
  if (value === null || typeof value !== "object") {
    return JSON.stringify(value);
  }
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(",")}}`;
}

export async function sealBallot(manifest, prepared, { answers, comments }) {
  const content = new TextEncoder().encode(canonical({ answers, comments, labels: {} }));
  if (content.length > manifest.capacity) {
    throw new Refused("length");
  }
  const padded = new Uint8Array(manifest.capacity);
  padded.set(content);
  const frame = concat(
    await sha256(prepared),
    crypto.getRandomValues(new Uint8Array(nonceBytes)),
    number(content.length, 4),
    padded,
  );
  const recipientPublicKey = await sealing.kem.deserializePublicKey(fromHex(manifest.sealing_key));
  const sender = await sealing.createSenderContext({
    recipientPublicKey,
    info: fromHex(manifest.info),
  });
  return concat(new Uint8Array(sender.enc), new Uint8Array(await sender.seal(frame)));
}

// What is cast, and its receipt: SHA-256 of all of it.
export async function ballotOf(credential, sealed) {
  const cast = concat(
    mark,
    number(credential.cohort, 2),
    fromHex(credential.prepared),
    fromHex(credential.signature),
    sealed,
  );
  return { cast, receipt: toHex(await sha256(cast)) };
}
