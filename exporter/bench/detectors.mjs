// What each detector and transform costs: `npm run bench:detectors`, on the built exporter. One series, or eight siblings, values that follow each
// other, in turns with JSON.parse of a reading of 130 bytes; ns an event are the lower quartile of the rounds: other programs only add.
import { noInput, noJudgement } from "../dist/detectors/detector.js";
import { detectorKinds } from "../dist/detectors/registry.js";
import { seededRandom } from "../dist/model/random.js";
import { transformKinds } from "../dist/transforms/registry.js";

const EVENTS = 1000;
const ROUNDS = 60;
/** Series that take turns where siblings are compared. */
const SIBLINGS = 8;

const random = seededRandom(1);
let noise = 0;
const values = Float64Array.from({ length: EVENTS }, () => (noise = 0.5 * noise + random.normal()) + 20);
const texts = Array.from(values, (value, i) => {
  const start = `{"time":"2026-03-01T00:00:00.${String(i).padStart(3, "0")}Z","device":"d${i}","temperature":${value.toFixed(3)},"id":"`;
  return Buffer.from(`${start}${String(i).padStart(128 - start.length, "0")}"}`).toString("latin1");
});
let checksum = 0;

function parse() {
  for (const text of texts) checksum += JSON.parse(text).temperature;
}

/** Scores and learns all values once. */
function judging(detector) {
  const page = new DataView(new ArrayBuffer(SIBLINGS * detector.size));
  const input = noInput();
  const judgement = noJudgement();
  const group = detector.groupSize && { page: new DataView(new ArrayBuffer(detector.groupSize)), offset: 0, member: 0 };
  let atMs = 0;
  let at = 0;
  return () => {
    for (const value of values) {
      atMs += 1000;
      input.value = value;
      input.eventMs = atMs;
      input.logMs = atMs;
      input.elapsedMs = 1000;
      input.intervalMs = 1000;
      if (group) {
        group.member = (group.member + 1) % SIBLINGS;
        at = group.member * detector.size;
        detector.enter(group);
      }
      detector.score(page, at, input, judgement);
      if (group) detector.enter(group);
      detector.learn(page, at, input);
      checksum += judgement.evidence;
    }
  };
}

const quartile = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 4)];

function nsOf(run) {
  const times = [];
  const parses = [];
  for (let round = 0; round < ROUNDS + 10; round++) {
    const begin = performance.now();
    run();
    const between = performance.now();
    parse();
    const end = performance.now();
    if (round < 10) continue;
    times.push(((between - begin) * 1e6) / EVENTS);
    parses.push(((end - between) * 1e6) / EVENTS);
  }
  return { judged: quartile(times), parsed: quartile(parses) };
}

const row = (name, detector, run) => {
  const { judged, parsed } = nsOf(run);
  const bytes = `${detector.size} B${detector.groupSize ? ` and ${detector.groupSize} B a group` : ""}`;
  console.log(`${name.padEnd(24)}${judged.toFixed(0).padStart(7)} ns  ${(judged / parsed).toFixed(3).padStart(6)} parses  ${bytes}`);
};

const kinds = [...detectorKinds.values()].map((kind) => ({ kind, words: Object.entries(kind.choices ?? {}).flatMap(([name, choices]) => choices.map((word) => ({ [name]: word }))) }));
for (const { kind, words } of kinds) {
  for (const chosen of words.length === 0 ? [{}] : words) {
    const detector = kind.create(kind.defaults, chosen);
    row([kind.id, ...Object.values(chosen)].join(" "), detector, judging(detector));
  }
}
for (const kind of transformKinds.values()) {
  const detector = kind.wrap(detectorKinds.get("z-score").create(detectorKinds.get("z-score").defaults));
  row(`${kind.id}, then z-score`, detector, judging(detector));
}
if (!Number.isFinite(checksum)) throw new Error(`checksum must be finite, got ${checksum}`);
