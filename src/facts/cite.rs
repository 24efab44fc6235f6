//! How a fact is cited: where it stands and how sure it is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Certainty, Edtf, Fact, FactBase, Point};
use crate::ids::SourceIx;

/// What a fact stands on, complete: nothing of the base is needed to tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The id of the fact.
    pub fact: String,
    /// How sure the source is.
    pub certainty: Certainty,
    /// When it happened, if the source tells.
    pub date: Option<String>,
    /// The day, where that is known.
    pub day: Option<Date>,
    /// Where it stands and how sure it is, as sentences.
    pub words: String,
}

#[cfg(test)]
impl Citation {
    /// What an undated fact stands on that its source states.
    pub fn stated(fact: &str, words: &str) -> Self {
        Self {
            fact: fact.to_owned(),
            certainty: Certainty::Stated,
            date: None,
            day: None,
            words: words.to_owned(),
        }
    }
}

impl Certainty {
    /// What it means.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Stated => "stated as fact",
            Self::Reported => "reported, not confirmed",
            Self::Claimed => "claimed, not established",
        }
    }
}

impl Fact {
    /// How sure it is, to stand behind its words in brackets; empty where the source states it.
    pub fn certainty_mark(&self) -> &'static str {
        match self.certainty {
            Certainty::Stated => "",
            Certainty::Reported => " (reported, not confirmed)",
            Certainty::Claimed => " (claimed, not established)",
        }
    }

    /// How sure it is and whose words it is in.
    pub fn certainty_in_words(&self) -> String {
        let sure = self.certainty.in_words();
        match &self.said_by {
            Some(who) => format!("{sure}; in the words of {who}"),
            None => sure.to_owned(),
        }
    }
}

impl FactBase {
    /// Where a fact stands: "news report, Islamabad, mid-2019, paragraph 8".
    pub fn place_in_source(&self, fact: &Fact) -> String {
        format!(
            "{}, paragraph {}",
            self.source(fact.source).cite,
            fact.paragraph
        )
    }

    /// What a fact stands on.
    pub fn cite(&self, fact: &Fact) -> Citation {
        let day = match fact.date.edtf {
            Some(Edtf::Point(Point::Day(day))) => Some(day),
            _ => None,
        };
        Citation {
            fact: fact.id.to_string(),
            certainty: fact.certainty,
            date: fact.date.edtf.map(Edtf::in_words),
            day,
            words: self.citation(fact),
        }
    }

    /// Where a fact stands and how sure it is, as a sentence.
    pub fn citation(&self, fact: &Fact) -> String {
        self.citation_of_all(&[fact])
    }

    /// Where several facts stand and how sure they are, as sentences: a source is named once for
    /// all that are as sure.
    pub fn citation_of_all(&self, facts: &[&Fact]) -> String {
        let mut places: Vec<(SourceIx, String, Vec<u16>)> = Vec::new();
        for fact in facts {
            let sure = fact.certainty_in_words();
            let known = places
                .iter_mut()
                .find(|(source, known, _)| *source == fact.source && *known == sure);
            match known {
                Some((_, _, paragraphs)) => paragraphs.push(fact.paragraph),
                None => places.push((fact.source, sure, vec![fact.paragraph])),
            }
        }
        let sentences = places.into_iter().map(|(source, sure, mut paragraphs)| {
            paragraphs.sort_unstable();
            paragraphs.dedup();
            let cite = &self.source(source).cite;
            format!(
                "Source: {cite}, {}; {sure}.",
                paragraphs_in_words(&paragraphs)
            )
        });
        sentences.collect::<Vec<_>>().join(" ")
    }
}

/// "paragraph 8", "paragraphs 8, 12 and 15".
fn paragraphs_in_words(paragraphs: &[u16]) -> String {
    let numbers: Vec<String> = paragraphs.iter().map(u16::to_string).collect();
    match numbers.as_slice() {
        [] => String::new(),
        [only] => format!("paragraph {only}"),
        [first @ .., last] => format!("paragraphs {} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::paragraphs_in_words;

    #[test]
    fn paragraphs_are_counted_up() {
        for (paragraphs, expected) in [
            (&[8][..], "paragraph 8"),
            (&[8, 12], "paragraphs 8 and 12"),
            (&[8, 12, 15], "paragraphs 8, 12 and 15"),
        ] {
            assert_eq!(paragraphs_in_words(paragraphs), expected);
        }
    }
}
