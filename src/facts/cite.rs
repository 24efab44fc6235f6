//! How a fact is cited: where it stands and how sure it is.

use super::{Certainty, Fact, FactBase};

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
        let sure = match self.certainty {
            Certainty::Stated => "stated as fact",
            Certainty::Reported => "reported, not confirmed",
            Certainty::Claimed => "claimed, not established",
        };
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

    /// Where a fact stands and how sure it is, as a sentence.
    pub fn citation(&self, fact: &Fact) -> String {
        let place = self.place_in_source(fact);
        format!("Source: {place}; {}.", fact.certainty_in_words())
    }
}
