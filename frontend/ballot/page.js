// The page on which a verified ballot is made: check, answer, have the token signed, cast.
// Nothing is kept in the browser's stores; a credential leaves the page as a file or not at all.
import {
  ballotOf,
  blindToken,
  fromHex,
  readManifest,
  Refused,
  sealBallot,
  toHex,
  unblind,
} from "./protocol.js";

const root = document.querySelector("[data-ballot]");
const facts = JSON.parse(document.getElementById("ballot-facts").textContent);
const form = root.querySelector("form");
const apart = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };
let manifest = null;
let pending = null;
let credential = null;
let ready = null;

function show(name) {
  for (const part of root.querySelectorAll("[data-state]")) {
    part.hidden = !part.dataset.state.split(" ").includes(name);
  }
  root.dataset.now = name;
}

function refuse(reason) {
  const known = root.querySelector(`[data-reason="${reason}"]`);
  const shown = known ?? root.querySelector('[data-reason="other"]');
  for (const each of root.querySelectorAll("[data-reason]")) {
    each.hidden = each !== shown;
  }
  show("refused");
}

function describe(place) {
  const cohort = manifest.cohorts[place];
  root.querySelector("[data-cohort]").textContent = Object.values(cohort.levels).join(" · ");
  root.querySelector("[data-size]").textContent = String(cohort.invited);
}

async function check() {
  const given = new URLSearchParams(location.hash.slice(1)).get("v");
  if (given && given !== facts.fingerprint) {
    throw new Refused("fingerprint");
  }
  const answer = await fetch(facts.manifest_url, apart);
  manifest = await readManifest(await answer.text(), facts);
  if (facts.cohort === null) {
    show("credential");
  } else {
    describe(facts.cohort);
    show("ready");
  }
}

function answersOf() {
  const given = new FormData(form);
  const answers = {};
  const comments = {};
  for (const { key, kind } of facts.items) {
    const value = String(given.get(key) ?? "").replace(/\r\n/g, "\n").trim();
    if (kind === "open") {
      if (value) {
        comments[key] = value;
      }
    } else if (value === "" || value === facts.not_applicable) {
      answers[key] = null;
    } else {
      answers[key] = kind === "choice" ? value : Number(value);
    }
  }
  return { answers, comments };
}

// Asking again sends the same blinded token, and gets the same signature.
async function obtainCredential() {
  if (credential) {
    return;
  }
  pending ??= await blindToken(manifest, facts.cohort);
  const answer = await fetch(facts.sign_url, {
    method: "POST",
    headers: { "X-CSRFToken": facts.csrf_token, "Content-Type": "application/octet-stream" },
    body: pending.blinded,
  });
  if (!answer.ok) {
    throw new Refused(answer.status === 409 ? "used" : "sign");
  }
  const signature = await unblind(pending, new Uint8Array(await answer.arrayBuffer()));
  credential = {
    wave: manifest.wave,
    fingerprint: facts.fingerprint,
    cohort: facts.cohort,
    prepared: toHex(pending.prepared),
    signature: toHex(signature),
  };
}

async function cast() {
  ready ??= await ballotOf(
    credential,
    await sealBallot(manifest, fromHex(credential.prepared), answersOf()),
  );
  const answer = await fetch(facts.cast_url, {
    ...apart,
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: ready.cast,
  });
  // 409: a ballot with this token is stored already, ours if the connection broke
  if (!answer.ok && answer.status !== 409) {
    throw new Refused(answer.status === 410 ? "closed" : "cast");
  }
  root.querySelector("[data-receipt]").textContent = ready.receipt;
  show("done");
}

function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function busy(work) {
  show("working");
  try {
    await work();
  } catch (error) {
    if (error instanceof Refused) {
      refuse(error.message);
    } else {
      refuse("other");
    }
  }
}

async function readCredential(file) {
  const read = JSON.parse(await file.text());
  const isOurs = read.wave === manifest.wave && read.fingerprint === facts.fingerprint;
  if (!isOurs || manifest.cohorts[read.cohort] === undefined) {
    throw new Refused("credential");
  }
  credential = read;
  describe(read.cohort);
  show("ready");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  busy(async () => {
    await obtainCredential();
    await cast();
  });
});
root.querySelector("[data-later]")?.addEventListener("click", () =>
  busy(async () => {
    await obtainCredential();
    save(`ballot-${manifest.wave.slice(0, 8)}.json`, JSON.stringify(credential));
    show("saved");
  }),
);
root.querySelector("[data-credential]")?.addEventListener("change", (event) =>
  busy(() => readCredential(event.target.files[0])),
);
root.querySelector("[data-save-receipt]").addEventListener("click", () =>
  save(`receipt-${ready.receipt.slice(0, 8)}.json`, JSON.stringify({ receipt: ready.receipt })),
);
root.querySelector("[data-again]").addEventListener("click", () => show("ready"));
busy(check);
