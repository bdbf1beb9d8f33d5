import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "../setup/fault.mjs";

const PAUSE_MS = 100;
const PROGRESS_MS = 3_000;

/**
 * Asks again and again until `check` resolves with undefined; else it resolves with why not yet, which is shown as progress.
 * Throws a Fault after `limitMs`.
 */
async function waitUntil(name, check, { limitMs, stop }) {
  const begin = performance.now();
  let shownMs = begin;
  for (;;) {
    const why = await check(AbortSignal.any([stop, AbortSignal.timeout(1_000)])).catch((error) => error.cause?.message ?? error.message);
    if (why === undefined || stop.aborted) return;
    const nowMs = performance.now();
    if (nowMs - begin > limitMs) throw new Fault(`${name} was not ready after ${limitMs / 1000} s (${why}): see its log in the data folder`);
    if (nowMs - shownMs > PROGRESS_MS) {
      shownMs = nowMs;
      console.log(`  waiting for ${name}: ${why}`);
    }
    await sleep(PAUSE_MS);
  }
}

/** Ready when a GET answers 200; the first line of any other answer says why not. */
export function httpReady(name, url, { limitMs, stop }) {
  const check = async (signal) => {
    const answer = await fetch(url, { signal });
    const text = await answer.text();
    return answer.ok ? undefined : text.trim().split("\n")[0].slice(0, 120);
  };
  return waitUntil(name, check, { limitMs, stop });
}

/** First bytes that a server sends by itself. */
function greeting(port, signal) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", signal });
    socket.setEncoding("utf8");
    socket.once("data", (text) => {
      resolve(text);
      socket.destroy();
    });
    socket.once("error", reject);
  });
}

/** Ready when the server greets with JetStream switched on. */
export function natsReady(port, { limitMs, stop }) {
  const check = async (signal) => ((await greeting(port, signal)).includes('"jetstream":true') ? undefined : "JetStream is not up yet");
  return waitUntil("nats", check, { limitMs, stop });
}
