// Seals and opens on request. Each question is one line of JSON, and so is each answer.
//
//   {"by": "8" | "9", "seal": value, "password": .., "ttl": seconds}  ->  {"text": seal}
//   {"by": "8" | "9", "open": seal, "password": ..}                   ->  {"value": ..}
//   {"by": "h3", "seal": value, "password": .., "maxAge": seconds}    ->  {"text": seal}
//
// If anything throws an error, the answer is {"error": message}.

import { mockEvent, sealSession, updateSession } from "h3";
import * as iron8 from "iron-session-8";
import * as iron9 from "iron-session-9";

const ironSessions = { 8: iron8, 9: iron9 };

async function sealByH3({ seal, ...config }) {
  const event = mockEvent("http://127.0.0.1/");
  await updateSession(event, { ...config, cookie: false }, seal);
  return { text: await sealSession(event, config) };
}

async function answer({ by, seal, open, ...options }) {
  if (by === "h3") return sealByH3({ seal, ...options });
  const { sealData, unsealData } = ironSessions[by];
  if (open === undefined) return { text: await sealData(seal, options) };
  return { value: await unsealData(open, options) };
}

// This does not use node:readline, because that also ends a line at U+2028 and U+2029.
let rest = "";
for await (const chunk of process.stdin.setEncoding("utf8")) {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    const answered = await answer(JSON.parse(line)).catch((error) => ({ error: error.message }));
    console.log(JSON.stringify(answered));
  }
}
