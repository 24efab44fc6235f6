//! The shape of a pack as it is written: what serde reads, and what the JSON Schema says.
//!
//! The comments on fields are shown to editors of packs as they type. What a shape cannot say
//! (that a reference exists, that an id is unique) is checked in [`resolve`](super::resolve).

mod text;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

pub(super) use text::{ID_PATTERN, Id, LINE_PATTERN, Line, Notes, TEXT_PATTERN};

use super::limits::{
    CLASS_CHARS_MAX, NAME_CHARS_MAX, PARAGRAPHS_MAX, PHRASE_CHARS_MAX, SENTENCE_CHARS_MAX, YEAR_MAX,
};
use super::{Certainty, Edtf, EntityKind, Part};

/// A file of facts that were drawn from one or more sources.
#[derive(JsonSchema)]
#[schemars(title = "A pack of facts", deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "only its shape is used: a pack is read table by table"
)]
pub(super) struct RawPack {
    /// What the pack says about itself.
    pack: RawAbout,
    /// The texts that the facts were drawn from.
    #[schemars(length(min = 1))]
    source: Vec<RawSource>,
    /// The topics that facts can be listed by.
    #[schemars(length(min = 1))]
    subject: Vec<RawSubject>,
    /// The people, states, bodies, places, weapons and events that facts refer to.
    #[schemars(default)]
    entity: Vec<RawEntity>,
    /// The facts, one statement each.
    #[schemars(length(min = 1))]
    fact: Vec<RawFact>,
}

/// What a pack says about itself.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAbout {
    /// The pack's name, unique among the loaded packs.
    pub(super) id: Id,
    /// Its heading.
    pub(super) title: Line<NAME_CHARS_MAX>,
    /// What it covers, in a sentence.
    pub(super) about: Line<SENTENCE_CHARS_MAX>,
    /// What readers should know: how dates were inferred, what was left out.
    pub(super) notes: Option<Notes>,
}

/// A text that facts were drawn from.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSource {
    /// The source's name, which facts refer to.
    pub(super) id: Id,
    /// How answers cite it: "news report, Islamabad, mid-2019".
    pub(super) cite: Line<NAME_CHARS_MAX>,
    /// What questions call it, within a sentence: "a news report of mid-2019".
    pub(super) called: Option<Line<NAME_CHARS_MAX>>,
    /// When it was published.
    pub(super) date: Option<RawDate>,
    /// How many paragraphs it has.
    #[schemars(range(min = 1, max = PARAGRAPHS_MAX))]
    pub(super) paragraphs: u16,
}

/// When something happened, as far as the source tells.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub(super) struct RawDate {
    /// The date in EDTF: `2019-06-14`, `2018-11`, `2014`, `195X`, or an interval such as
    /// `2014/2018` or `2014/..`.
    pub(super) edtf: Option<Edtf>,
    /// Why the date could be inferred. Leave it out if the source itself gives the date.
    pub(super) inferred: Option<Line<SENTENCE_CHARS_MAX>>,
    /// The source's own words for the time: "June 14 this year", "recently".
    pub(super) said: Option<Line<NAME_CHARS_MAX>>,
}

/// A topic that facts can be listed by.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSubject {
    /// The subject's name, which facts refer to.
    pub(super) id: Id,
    /// Its heading: "Arms and arms trade".
    pub(super) title: Line<NAME_CHARS_MAX>,
    /// Other words for it.
    #[serde(default)]
    #[schemars(extend("uniqueItems" = true))]
    pub(super) aliases: Vec<Line<NAME_CHARS_MAX>>,
}

/// A person, state, body, place, weapon or event that facts refer to.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEntity {
    /// The entity's name in packs; packs that use the same id mean the same entity.
    pub(super) id: Id,
    /// What sort of thing it is.
    pub(super) kind: EntityKind,
    /// Its usual English name.
    #[schemars(with = "Line<NAME_CHARS_MAX>")]
    pub(super) name: Spanned<Line<NAME_CHARS_MAX>>,
    /// A common noun phrase for it, in lower case: "news agency", "city", "summit".
    pub(super) class: Option<Line<CLASS_CHARS_MAX>>,
    /// The office that a person held as of the source.
    #[schemars(with = "Option<RawOffice>")]
    pub(super) office: Option<Spanned<RawOffice>>,
    /// The id of the state or body that it belongs to.
    pub(super) of: Option<Id>,
    /// The id of the state or body that its name is used for, as a capital's for a government.
    pub(super) stands_for: Option<Id>,
    /// Every other name, in any script. No two entities may share one.
    #[serde(default)]
    #[schemars(with = "Vec<Line<NAME_CHARS_MAX>>", extend("uniqueItems" = true))]
    pub(super) aliases: Vec<Spanned<Line<NAME_CHARS_MAX>>>,
    /// Names of others of its sort that a question for it may offer as wrong answers: nobody who
    /// knows more than the pack takes one of them for right.
    #[serde(default)]
    #[schemars(with = "Vec<Line<NAME_CHARS_MAX>>", extend("uniqueItems" = true))]
    pub(super) rivals: Vec<Spanned<Line<NAME_CHARS_MAX>>>,
}

/// An office as of the source.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOffice {
    /// The bare title, without its state or body: "Prime Minister".
    pub(super) title: Line<NAME_CHARS_MAX>,
    /// Other names of the same title: "PM", "premier".
    #[serde(default)]
    #[schemars(extend("uniqueItems" = true))]
    pub(super) also: Vec<Line<NAME_CHARS_MAX>>,
    /// The id of the state or body in which it is held.
    pub(super) of: Id,
    /// The year as of which the source knows it.
    #[schemars(range(min = 1, max = YEAR_MAX))]
    pub(super) as_of: i16,
}

/// One atomic statement of a source.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFact {
    /// The fact's name, unique among the loaded packs.
    pub(super) id: Id,
    /// A noun phrase, fit for a heading, a list or a question. No two facts of a pack may
    /// share one.
    #[schemars(with = "Line<NAME_CHARS_MAX>")]
    pub(super) title: Spanned<Line<NAME_CHARS_MAX>>,
    /// One full sentence that says the fact, worded to its certainty.
    pub(super) statement: Line<SENTENCE_CHARS_MAX>,
    /// The statement as one plain sentence without asides, worded to its certainty: what quiz
    /// questions are made of where the statement itself would make poor ones.
    pub(super) quiz: Option<Line<SENTENCE_CHARS_MAX>>,
    /// Why no quiz asks about it, if it is too slight or too vague for a good question.
    pub(super) unasked: Option<Line<PHRASE_CHARS_MAX>>,
    /// When it happened. Leave it out if the source gives no time.
    pub(super) date: Option<RawDate>,
    /// The persons, states and organisations in it, each with the part that it plays.
    #[serde(default)]
    #[schemars(extend("uniqueItems" = true))]
    pub(super) who: Vec<RawParticipant>,
    /// The ids of the places where it happened.
    #[serde(default, rename = "where")]
    #[schemars(extend("uniqueItems" = true))]
    pub(super) places: Vec<Id>,
    /// The ids of weapons, events and whatever else it is about.
    #[serde(default)]
    #[schemars(extend("uniqueItems" = true))]
    pub(super) what: Vec<Id>,
    /// The ids of its subjects, most fitting first.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    pub(super) subjects: Vec<Id>,
    /// How much or how many, if the source gives a number.
    pub(super) amount: Option<RawAmount>,
    /// Why, if the source gives a reason: a clause that can stand after "because", and no
    /// sentence.
    #[schemars(with = "Option<Line<SENTENCE_CHARS_MAX>>")]
    pub(super) reason: Option<Spanned<Line<SENTENCE_CHARS_MAX>>>,
    /// How sure the source is.
    pub(super) certainty: Certainty,
    /// Whose words they are, if not the source's own.
    pub(super) said_by: Option<Line<PHRASE_CHARS_MAX>>,
    /// The id of the source that it is drawn from.
    pub(super) source: Id,
    /// The paragraph of the source, counted from 1.
    #[schemars(with = "u16", range(min = 1, max = PARAGRAPHS_MAX))]
    pub(super) paragraph: Spanned<u16>,
    /// The ids of facts worth reading next.
    #[serde(default)]
    #[schemars(extend("uniqueItems" = true))]
    pub(super) related: Vec<Id>,
    /// Words that people use to ask for it and that stand nowhere else in it.
    #[serde(default)]
    #[schemars(extend("uniqueItems" = true))]
    pub(super) ask: Vec<Line<NAME_CHARS_MAX>>,
    /// What a reader might think that the source says here, and it does not: noun phrases.
    #[serde(default)]
    #[schemars(extend("uniqueItems" = true))]
    pub(super) silent_on: Vec<Line<PHRASE_CHARS_MAX>>,
}

/// A person, state or organisation, and the part that it plays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawParticipant {
    /// The id of the person, state or organisation.
    pub(super) id: Id,
    /// The part that it plays.
    pub(super) part: Part,
}

/// A number with its unit.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAmount {
    /// The number in full: nine billion is `9_000_000_000`.
    pub(super) value: i64,
    /// What is counted or measured, in the plural: "US dollars", "countries".
    pub(super) unit: Line<NAME_CHARS_MAX>,
    /// What the number belongs to, if the unit does not tell: "the expected arms deal".
    pub(super) of: Option<Line<PHRASE_CHARS_MAX>>,
}
