const problem = document.getElementById("problem");

async function send(path, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  if (answer.status === 409) throw new Error("This name has a passkey already. Use it, or choose another name.");
  if (answer.status === 503) throw new Error("This example cannot remember more passkeys. Start it again to empty it.");
  if (!answer.ok) throw new Error("The server did not accept that. Please try again.");
  return answer;
}

/** Asks the server for a challenge, the device for the answer, and the server whether it is right. */
async function passkey(path, question, ask) {
  problem.hidden = true;
  try {
    const options = await (await send(`${path}/options`, question)).json();
    const answer = await ask(options);
    await send(path, answer.toJSON());
    location.reload();
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
  }
}

document.getElementById("register").onsubmit = (event) => {
  event.preventDefault();
  passkey("/register", { username: document.getElementById("name").value }, (options) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }));
};
document.getElementById("login").onclick = () =>
  passkey("/login", {}, (options) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
