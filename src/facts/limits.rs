//! Every limit of a pack, with its reason.
//!
//! The raw types put these into the JSON Schema, and the loader checks packs against that
//! schema, so that editors, the loader and the documents cannot disagree.

/// A pack is a chapter that an editor can hold in mind and a review can read; a fact base of a
/// million facts is many packs.
pub const PACK_BYTES_MAX: usize = 16 << 20;

/// Ten times the longest fact that the other limits allow with a thousand names; what is longer
/// is not a table but a file of another kind, and reading it would only list its errors.
pub const TABLE_BYTES_MAX: usize = 1 << 20;

/// The deepest sound value is a participant within a list within a fact within a list; what is
/// much deeper is an attack on the parser's stack.
pub const NESTING_MAX: usize = 8;

/// Nobody mends more than this before checking again.
pub const PROBLEMS_SHOWN_MAX: usize = 200;

/// Ids are typed in commands and shown in links.
pub const ID_CHARS_MAX: usize = 60;

/// A name, title or citation stands in a heading, a button or a choice, which platforms cut at
/// 80 characters.
pub const NAME_CHARS_MAX: usize = 80;

/// A class is a common noun phrase within a sentence: "surface-to-air missile system".
pub const CLASS_CHARS_MAX: usize = 60;

/// A phrase stands within a sentence of an answer.
pub const PHRASE_CHARS_MAX: usize = 120;

/// A sentence is read at once, on a telephone.
pub const SENTENCE_CHARS_MAX: usize = 300;

/// Notes are a page or two.
pub const NOTES_CHARS_MAX: usize = 6_000;

/// A source is a text whose paragraphs can be counted by hand.
pub const PARAGRAPHS_MAX: u16 = 10_000;

/// Event dates have four digits.
pub const YEAR_MAX: i16 = 9_999;
