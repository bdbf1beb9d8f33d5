import type { Detector, Group } from "../detectors/detector.ts";

/** What a detector can do beside judging values, its state lying `at` bytes behind the transform's. */
export function passOn({ silence, groupSize, enter }: Detector, at: number): Pick<Detector, "silence" | "groupSize" | "enter"> {
  return {
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
