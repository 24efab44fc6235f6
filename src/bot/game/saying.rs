//! What the outbox holds: what is to be said, as data.

use serde::{Deserialize, Serialize};

use crate::chat::speech::{daily, quiz};
use crate::chat::{Audience, Block, Reply};
use crate::daily::{Occasion, Told};
use crate::quiz::{Content, Kind};

/// A message, before it is put into words.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Saying {
    /// A post of a subscription.
    Daily {
        /// How the question before went, if there was one.
        revealed: Option<Content>,
        /// What the day brings, if anything.
        today: Option<Today>,
    },
    /// A post of a round.
    #[serde(untagged)]
    Round(Content),
}

/// What a day brings.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Today {
    /// A fact.
    Fact(Told),
    /// A question on one.
    Question {
        /// Why just then, where that does not tell the answer.
        occasion: Option<Occasion>,
        /// How it is answered.
        kind: Kind,
        /// What is asked.
        wording: String,
        /// What there is to choose from.
        choices: Vec<String>,
    },
}

impl Saying {
    /// The words; `name` tells what a member is called, and `is_final` whether the first answer to a
    /// daily question counts.
    pub(super) fn words(&self, name: impl Fn(&str) -> String, is_final: bool) -> Reply {
        let (revealed, today) = match self {
            Self::Round(content) => return quiz::post(content, name),
            Self::Daily { revealed, today } => (revealed, today),
        };
        let mut blocks = Vec::new();
        if let Some(revealed) = revealed {
            blocks.extend(daily::revealed(quiz::post(revealed, name)));
        }
        if let Some(today) = today {
            blocks.extend(today.words(is_final));
        }
        Reply {
            audience: Audience::Alerted,
            blocks,
        }
    }

    /// The key of the question that it is the answer to, and what that post says from now on.
    pub(super) fn over(&self) -> Option<(&str, Reply)> {
        let content = match self {
            Self::Round(content) => content,
            Self::Daily { revealed, .. } => revealed.as_ref()?,
        };
        match content {
            Content::Resolved { asked, reveal, .. } | Content::Void { asked, reveal } => {
                Some((&asked.key, quiz::over(asked, reveal)))
            }
            _ => None,
        }
    }

    /// The members whom it names.
    pub(super) fn members(&self) -> Vec<&str> {
        match self {
            Self::Round(content)
            | Self::Daily {
                revealed: Some(content),
                ..
            } => members(content),
            Self::Daily { revealed: None, .. } => Vec::new(),
        }
    }

    /// Whether it puts a question that stays open until the next post.
    pub(super) fn is_daily_question(&self) -> bool {
        matches!(
            self,
            Self::Daily {
                today: Some(Today::Question { .. }),
                ..
            }
        )
    }
}

impl Today {
    /// The words.
    pub(super) fn words(&self, is_final: bool) -> Vec<Block> {
        match self {
            Self::Fact(told) => daily::fact(told),
            Self::Question {
                occasion,
                kind,
                wording,
                choices,
            } => daily::question(*occasion, *kind, wording, choices, is_final),
        }
    }
}

fn members(content: &Content) -> Vec<&str> {
    match content {
        Content::Resolved { winners, near, .. } => {
            let winners = winners.iter().map(|winner| winner.member.as_str());
            let near = near.iter().map(|near| near.member.as_str());
            winners.chain(near).collect()
        }
        Content::Results { standings, .. } => standings
            .iter()
            .map(|standing| standing.member.as_str())
            .collect(),
        _ => Vec::new(),
    }
}
