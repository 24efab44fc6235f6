//! What the bot found for a message, as other programs read it.

use serde::Serialize;

use super::{Block, Line, Reply, Response, speech};
use crate::answers::{CARD_FACTS_MAX, Finding};
use crate::facts::{Certainty, FactBase};
use crate::ids::FactIx;

/// What the bot found for a message, with the answer alone in its own field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Record {
    /// Whether there is an answer.
    pub outcome: Outcome,
    /// The answer and nothing else; empty where there is none.
    pub answer: String,
    /// The ids of the facts that the answer stands on.
    pub facts: Vec<String>,
    /// The least certainty of these facts, in the word that packs use.
    pub certainty: Option<&'static str>,
    /// Commands to try next.
    pub suggestions: Vec<String>,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Whether there is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// There is.
    Answer,
    /// There is none, but something near.
    Closest,
    /// There is none, nor anything near.
    Unknown,
    /// What was sent is no question.
    Invalid,
}

impl Record {
    /// Writes down what was found.
    pub fn new(base: &FactBase, response: &Response) -> Self {
        let reply = speech::reply(base, response);
        let outcome = Outcome::of(response);
        let facts = facts(response);
        let certainty = facts.iter().map(|ix| base.fact(*ix).certainty).max();
        let suggestions = suggestions(&reply);
        let text = text(reply);
        let (answer, note) = match outcome {
            Outcome::Answer => (text, None),
            _ => (String::new(), Some(text)),
        };
        Self {
            outcome,
            answer,
            facts: facts
                .iter()
                .map(|ix| base.fact(*ix).id.to_string())
                .collect(),
            certainty: certainty.map(Certainty::word),
            suggestions,
            note,
        }
    }

    /// The record of what could not even be read as a message.
    pub fn invalid(reason: &Reply) -> Self {
        Self {
            outcome: Outcome::Invalid,
            answer: String::new(),
            facts: Vec::new(),
            certainty: None,
            suggestions: Vec::new(),
            note: Some(reason.to_string()),
        }
    }
}

impl Outcome {
    fn of(response: &Response) -> Self {
        match response {
            Response::Finding(Finding::Closest { .. }) => Self::Closest,
            Response::Finding(Finding::Unknown { .. })
            | Response::Greeting
            | Response::OnlyInChat
            | Response::NoFacts
            | Response::NoSuchFact { .. }
            | Response::NoSuchTopic { .. } => Self::Unknown,
            Response::Timeline(timeline) if timeline.facts.is_empty() => Self::Unknown,
            Response::Finding(Finding::Invalid(_)) | Response::Usage(_) => Self::Invalid,
            Response::Finding(Finding::Fact { .. } | Finding::Card { .. })
            | Response::About
            | Response::Help(_)
            | Response::Source(_)
            | Response::Timeline(_)
            | Response::Topics => Self::Answer,
        }
    }
}

/// The facts that an answer stands on; the nearest facts are no answer.
fn facts(response: &Response) -> Vec<FactIx> {
    match response {
        Response::Finding(Finding::Fact { fact, .. }) | Response::Source(fact) => vec![*fact],
        Response::Finding(Finding::Card { facts, .. }) => {
            facts.iter().take(CARD_FACTS_MAX).copied().collect()
        }
        Response::Timeline(timeline) => timeline.facts.clone(),
        _ => Vec::new(),
    }
}

fn suggestions(reply: &Reply) -> Vec<String> {
    let items = reply.blocks.iter().filter_map(|block| match block {
        Block::Suggestions { items, .. } => Some(items),
        _ => None,
    });
    let commands = items.flatten().filter_map(Line::command);
    commands.map(str::to_owned).collect()
}

/// The reply without its small print and suggestions.
fn text(mut reply: Reply) -> String {
    reply.blocks.retain(|block| {
        let is_around = matches!(
            block,
            Block::Note(_) | Block::Cited { .. } | Block::Suggestions { .. }
        );
        !is_around
    });
    reply.to_string()
}
