import { judgeAll } from "./accuracy.ts";
import { reportAccuracy } from "./accuracy-report.ts";
import { readAnchors, sharedFolder } from "./anchors.ts";
import { makeDetector } from "./fold.ts";
import { readOptions } from "./options.ts";

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const { detector: id, settings } = readOptions(process.argv.slice(2));
const shared = sharedFolder();
if (shared === undefined) throw new Error("the recordings must lie in ../shared, got none there: set EDDY_SHARED to their folder");
const { figures, lines } = reportAccuracy(judgeAll(makeDetector(id, settings), shared), readAnchors(shared));
lines.forEach(say);
say(JSON.stringify({ bench: "detection", detector: id, ...figures }));
