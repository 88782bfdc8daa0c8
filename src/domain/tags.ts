/** The tag that marks a note for later, as other programs write it. */
export const MARKED_TAG = 'marked'
