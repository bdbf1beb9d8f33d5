/** Why a record could not become an event. The set is closed: adding one is a change of the contract. */
export const REJECTION_REASONS = [
  "too_large", "bad_encoding", "too_deep", "bad_syntax", "no_stream", "missing_field",
  "bad_type", "not_finite", "no_time", "absurd_time", "bad_label",
] as const;

export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** Bad data as a value: counted under its reason and copied to the dead-letter subject, never thrown. */
export interface Rejection {
  readonly reason: RejectionReason;
  /** What was found where and what was expected, for people; at most some 200 characters. */
  readonly detail: string;
}
