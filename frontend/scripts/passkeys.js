// Passkeys: asks the browser for a key's answer, puts it into the form and sends that.
// data-passkey: "create" and "get" find their question in the page, "ask" fetches it first.
const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const keysOf = (list) => (list ?? []).map((key) => ({ ...key, id: bytesOf(key.id) }));

const create = async ({ publicKey }) => {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytesOf(publicKey.challenge),
      user: { ...publicKey.user, id: bytesOf(publicKey.user.id) },
      excludeCredentials: keysOf(publicKey.excludeCredentials),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  });
  return answerOf(made, {
    attestationObject: textOf(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
};

const get = async ({ publicKey }) => {
  const given = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytesOf(publicKey.challenge),
      allowCredentials: keysOf(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = given.response;
  return answerOf(given, {
    authenticatorData: textOf(authenticatorData),
    signature: textOf(signature),
    ...(userHandle ? { userHandle: textOf(userHandle) } : {}),
  });
};

const answerOf = (credential, response) => ({
  id: credential.id,
  rawId: textOf(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: { clientDataJSON: textOf(credential.response.clientDataJSON), ...response },
});

const questionIn = () => JSON.parse(document.getElementById("passkey-options").textContent);

const questionFrom = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  return answer.json();
};

const WAYS = {
  create: () => create(questionIn().creation_options),
  get: () => get(questionIn().request_options),
  ask: async (form) => get((await questionFrom(form.action)).request_options),
};

const isOffered = "credentials" in navigator && "PublicKeyCredential" in window;
for (const form of isOffered ? document.querySelectorAll("form[data-passkey]") : []) {
  const failed = form.querySelector("[data-passkey-failed]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await WAYS[form.dataset.passkey](form));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
