import { askedWords, type SearchText } from "@punctual/chat-api/search/asked";
import type { FoundText } from "@punctual/chat-api/search/find-texts";
import { type Highlight, highlight } from "@punctual/chat-api/search/highlight";
import type { Kind } from "@punctual/chat-api/search/read-tasks";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

/** What was found for a text whose words the tasks have as they are, or as `answers` says. */
function found(text: string, options: Partial<SearchText> = {}, answers?: Record<string, Kind>): FoundText {
  const asked = { text, phrase: false, prefix: false, ...options };
  const words = askedWords(asked).words.map((word) => ({
    asked: word,
    words: new Map<string, Kind>(answers ? Object.entries(answers) : [[word.word, "exact"]]),
    tasks: new Map<number, number>(),
    common: [],
    frequent: false,
  }));
  return { asked, words };
}

const marked = (shown: Highlight | undefined) =>
  shown?.ranges.map(({ start, end }) => shown.text.slice(start, end));
const inTitle = (texts: FoundText[], title: string) => marked(highlight(texts, { title, notes: "" }).title);

describe("in a title", () => {
  test.each([
    ["milk", "Buy milk, then MILK again", ["milk", "MILK"]],
    ["creme", "Crème de la crème", ["Crème", "crème"]],
    ["creme", "Cre\u0300me apart", ["Cre\u0300me"]],
    ["strasse", "Große Straße", ["Straße"]],
    ["東京", "来月東京に行く", ["東京"]],
    ["東京タワー", "来月東京タワーに行く", ["東京タワー"]],
    ["🎉", "Party 🎉!", ["🎉"]],
    ["👧", "The 👩‍👩‍👧 family", ["👩‍👩‍👧"]],
  ])("marks %s in %j", (text, title, expected) => {
    expect(inTitle([found(text)], title)).toEqual(expected);
  });

  test("marks of a completed word the part that was typed, by whole letters", () => {
    expect(inTitle([found("invo", {}, { invoices: "beginning" })], "Pay invoices")).toEqual(["invo"]);
    expect(inTitle([found("cre", {}, { creme: "beginning" })], "Cre\u0300me")).toEqual(["Cre\u0300"]);
    expect(inTitle([found("stras", {}, { strasse: "beginning" })], "Straße")).toEqual(["Straß"]);
  });

  test("marks all of a mended word", () => {
    expect(inTitle([found("recieve", {}, { receive: "typo" })], "Receive goods")).toEqual(["Receive"]);
  });

  test("marks a phrase only where its words are together", () => {
    const phrase = [found("old house", { phrase: true })];
    expect(inTitle(phrase, "House: the old house, old")).toEqual(["old house"]);
    expect(inTitle(phrase, "house old")).toBeUndefined();
  });

  test("marks what was asked of titles, and not what was asked of notes", () => {
    expect(inTitle([found("milk", { source: "title" })], "milk")).toEqual(["milk"]);
    expect(inTitle([found("milk", { source: "notes" })], "milk")).toBeUndefined();
    expect(inTitle([found("milk", { source: "tags" })], "milk")).toBeUndefined();
  });
});

describe("in notes", () => {
  const inNotes = (texts: FoundText[], notes: string) => highlight(texts, { title: "", notes }).notes;

  test("shows short ones whole, on one line", () => {
    const shown = inNotes([found("milk")], "Buy\n\n- milk");
    expect(shown).toEqual({ text: "Buy  - milk", ranges: [{ start: 7, end: 11 }] });
  });

  test("shows of long ones the part with most of the words", () => {
    const filler = "nothing of interest here ".repeat(20);
    const shown = inNotes([found("milk"), found("bread")], `milk ${filler}then bread and milk ${filler}`);
    expect(shown?.text).toMatch(/^….*then bread and milk.*…$/);
    expect(marked(shown)).toEqual(["bread", "milk"]);
    expect(shown?.text.length).toBeLessThanOrEqual(180);
  });

  test("shows nothing where nothing matched", () => {
    expect(highlight([found("milk")], { title: "Bread", notes: "and butter" })).toEqual({});
  });

  test("gives ranges within the text, in order, apart, and on whole graphemes", () => {
    const texts = [
      found("ab"),
      found("é", {}, { e: "exact", ea: "beginning" }),
      found("東京"),
      found("b a", { phrase: true }),
    ];
    const unit = fc.constantFrom(
      "a",
      "b",
      "e\u0301",
      "é",
      " ",
      "\n",
      ", ",
      "東",
      "京",
      "👩‍👩‍👧",
      "🇩🇪",
      "xyz",
      "a b",
    );
    const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 400 }), (notes) => {
        const shown = inNotes(texts, notes);
        if (!shown) return;
        const edges = new Set([...graphemes.segment(shown.text)].map(({ index }) => index));
        let last = -1;
        for (const { start, end } of shown.ranges) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(shown.text.length);
          expect(edges.has(start)).toBe(true);
          expect(end === shown.text.length || edges.has(end)).toBe(true);
          last = end;
        }
        expect(shown.ranges.length).toBeGreaterThan(0);
      }),
    );
  });
});
