import type { Detector, Group } from "../detectors/detector.ts";

/** What a detector can do beside judging values, its state lying `at` bytes behind the transform's; `wrap` is the transform. */
export function passOn({ silence, groupSize, enter, beyond }: Detector, at: number, wrap: (detector: Detector) => Detector): Pick<Detector, "silence" | "groupSize" | "enter" | "beyond"> {
  return {
    ...(beyond !== undefined && { beyond: { keys: beyond.keys, detector: wrap(beyond.detector) } }),
    ...(silence !== undefined && {
      silence: {
        patienceMs: (page: DataView, offset: number) => silence.patienceMs(page, offset + at),
        score: (page: DataView, offset: number, ...rest: [number, Parameters<typeof silence.score>[3]]) => { silence.score(page, offset + at, ...rest); },
      },
    }),
    ...(groupSize !== undefined && { groupSize }),
    ...(enter !== undefined && { enter: (group: Group) => { enter(group); } }),
  };
}
