/** How long a part of a large work may take before others have their turn, in milliseconds: half a frame. */
export const PART_MS = 8
