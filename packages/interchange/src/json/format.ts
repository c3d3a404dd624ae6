/** How a file of Punctual's own says what it is. */
export const FORMAT = "punctual";
/** Raised when a file can no longer be read as one of before. */
export const FORMAT_VERSION = 1;
