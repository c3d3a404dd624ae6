-- Up Migration

-- A text's words as they are compared, each with a space on both sides: to look for phrases in. Folds as
-- packages/contracts/src/fold.ts does, on the phrase and on what it is looked for in; only tasks that have all words of
-- a phrase come this far.
CREATE FUNCTION word_text(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN ' ' || btrim(regexp_replace(
    normalize(
      translate(
        replace(replace(replace(replace(
          lower(regexp_replace(normalize(text, NFKD), U&'[\0300-\036F]', '', 'g')),
          'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
        'øłđðı', 'olddi'),
      NFC),
    -- By number, for what counts as a letter depends on the database's locale: what ASCII, Latin-1, general and CJK
    -- punctuation have.
    U&'[^0-9A-Za-z\00AA\00B5\00BA\00C0-\00D6\00D8-\00F6\00F8-\1FFF\2C00-\2DFF\3005-\3006\3031-\FE0F\FE20-\FFFD\+010000-\+10FFFF]+',
    ' ', 'g')) || ' ';
