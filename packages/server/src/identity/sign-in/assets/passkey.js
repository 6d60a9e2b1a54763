// Forms marked with data-passkey ask the browser for a passkey and send what it answers in their field "answer".

const fromText = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const withIds = (list) => (list ?? []).map((one) => ({ ...one, id: fromText(one.id) }));

async function ask(kind, options) {
  const challenge = fromText(options.challenge);
  if (kind === 'create') {
    return navigator.credentials.create({
      publicKey: {
        ...options,
        challenge,
        user: { ...options.user, id: fromText(options.user.id) },
        excludeCredentials: withIds(options.excludeCredentials),
      },
    });
  }
  return navigator.credentials.get({
    publicKey: { ...options, challenge, allowCredentials: withIds(options.allowCredentials) },
  });
}

function answerOf(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: toText(response.clientDataJSON) };
  if (response.attestationObject) {
    parts.attestationObject = toText(response.attestationObject);
    parts.transports = response.getTransports?.() ?? [];
  } else {
    parts.authenticatorData = toText(response.authenticatorData);
    parts.signature = toText(response.signature);
    if (response.userHandle) parts.userHandle = toText(response.userHandle);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  });
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const problem = form.querySelector('[data-problem]');
    problem.hidden = true;
    try {
      form.elements.answer.value = answerOf(await ask(form.dataset.passkey, JSON.parse(form.dataset.options)));
      form.submit();
    } catch (error) {
      problem.textContent = `The passkey could not be used: ${error.message}`;
      problem.hidden = false;
    }
  });
}
