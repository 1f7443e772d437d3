// The doors of the simulator's service. What goes wrong is an Error whose message can be shown.

const UNREACHABLE = "De dienst antwoordt niet: kijk of hij nog draait, en probeer het dan opnieuw.";

async function post(path, body, type) {
  let response;
  try {
    response = await fetch(`/simulator/conversations${path}`, { method: "POST", headers: { "Content-Type": type }, body });
  } catch {
    throw new Error(UNREACHABLE);
  }
  if (!response.ok) {
    const told = await response.json().catch(() => ({}));
    const dutch = [400, 404, 409].includes(response.status) && told.error;
    throw new Error(dutch || `De dienst antwoordde met HTTP ${response.status}: ververs de pagina.`);
  }
  return response;
}

const json = async (path, asked = {}) => post(path, JSON.stringify(asked), "application/json");

export async function open(channel, persona) {
  return (await json("", { channel, persona })).json();
}

export async function take(id, act, words) {
  return (await (await json(`/${id}/turns`, { act, words })).json()).turn;
}

export async function listen(id) {
  await json(`/${id}/listen`);
}

export async function hear(id, sound) {
  return (await post(`/${id}/sound`, sound, "application/octet-stream")).json();
}

export async function speech(id) {
  return (await json(`/${id}/speech`)).body.getReader();
}
