/** The tag that marks a note for later, as other programs write it. */
export const MARKED_TAG = 'marked'

/** The tag of notes whose answers are typed, whatever the settings say. */
export const TYPED_TAG = 'typed'

/** The tag of notes with a card that keeps being forgotten. */
export const LEECH_TAG = 'leech'
