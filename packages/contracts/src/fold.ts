/** Letters that Unicode doesn't take apart, though people leave out what distinguishes them. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");

/**
 * Text as it is compared when people mean the same: compatibility forms taken apart (Unicode NFKD), accents dropped,
 * lower case, white space single. Marks of scripts that need them to be read (Devanagari, Thai) stay.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase().replace(/\s+/g, " ").trim();
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(SPECIAL, (letter) => PLAIN[letter] ?? letter)
    .replace(/\s+/g, " ")
    .trim();
}

/** Whether a text is ASCII: most are, and have nothing to take apart. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are ASCII, too
const ASCII = /^[\x00-\x7f]*$/;

/** Longest key that is compared, in UTF-16 units; what only differs later is told apart by id. */
const KEY_LENGTH = 160;
/** Numbers are compared by value up to this many digits. */
const DIGITS = 12;

/**
 * A key that sorts titles as people would when compared by code points: without regard to accents and case, numbers by
 * value ("Task 2" before "Task 10").
 */
export function sortKey(text: string): string {
  const key = fold(text.slice(0, KEY_LENGTH)).replace(/\d+/g, (number) => number.padStart(DIGITS, "0"));
  return key.slice(0, KEY_LENGTH);
}
