//! The bot: asks the core and the store on behalf of members. It knows no platform.

pub mod game;

use std::sync::{Arc, OnceLock};

use jiff::tz;
use rand::Rng;
use rand::seq::IteratorRandom;

use crate::answers::{Answers, Finding, Lead, Want};
use crate::chat::{
    Command, CommandSpec, Names, Reply, Response, Timeline, Topic, facts_of, is_greeting, nearest,
    parse, speech,
};
use crate::facts::FactBase;
use crate::quiz::{Question, draw};

/// From how many facts on questions are drawn ahead: of these it takes a third of a second.
const FACTS_MANY: usize = 1_000;

/// The bot and all it knows.
#[derive(Debug, Clone)]
pub struct Bot {
    answers: Arc<Answers>,
    /// Drawn when the first is needed: most who start the program only ask.
    questions: Arc<OnceLock<Vec<Question>>>,
    /// Listed when the first is needed.
    names: Arc<OnceLock<Names>>,
}

impl Bot {
    /// A bot that answers from an indexed fact base.
    pub fn new(answers: Arc<Answers>) -> Self {
        Self {
            answers,
            questions: Arc::default(),
            names: Arc::default(),
        }
    }

    /// Whether another is the same, and not only one of the same packs.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.answers, &other.answers)
    }

    /// The facts that it answers from.
    pub fn base(&self) -> &FactBase {
        self.answers.base()
    }

    /// Every question that its facts yield.
    pub fn questions(&self) -> &[Question] {
        self.questions.get_or_init(|| draw::questions(self.base()))
    }

    /// Draws the questions of so many facts that all others would wait while the first is asked; of fewer,
    /// nobody notices, and until then they take no memory.
    pub fn draw_ahead(&self) {
        if self.base().facts.len() >= FACTS_MANY {
            self.questions();
        }
    }

    /// Every name that what is typed can be completed to.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let zones = tz::db().available().map(|zone| zone.to_string());
            Names::new(self.base(), zones)
        })
    }

    /// Replies to a message; `random` chooses among facts.
    pub fn reply(&self, text: &str, random: &mut impl Rng) -> Reply {
        speech::reply(self.base(), &self.respond(text, random))
    }

    /// Finds what there is to say to a text.
    pub fn respond(&self, text: &str, random: &mut impl Rng) -> Response {
        match parse(text) {
            Ok(Command::About) => Response::About,
            Ok(Command::Ask { want, text }) => self.answer(want, &text),
            Ok(Command::Fact { command, topic }) => self.any_fact(command, topic, random),
            Ok(Command::Help { command }) => Response::Help(command),
            Ok(Command::Source { fact }) => self.source(fact),
            Ok(Command::Timeline {
                command,
                topic,
                from,
                to,
            }) => match self.topic(&command.word(), topic) {
                Ok(topic) => Response::Timeline(Timeline::new(self.base(), topic, from, to)),
                Err(no_such_topic) => no_such_topic,
            },
            Ok(Command::Topics) => Response::Topics,
            Ok(
                Command::Answer { .. }
                | Command::Leaderboard { .. }
                | Command::Practice(_)
                | Command::Privacy(_)
                | Command::Daily { .. }
                | Command::Zone { .. }
                | Command::Profile { .. }
                | Command::Settings(_)
                | Command::Reload
                | Command::Share(_)
                | Command::Quiz(_),
            ) => Response::OnlyInChat,
            Err(usage) => Response::Usage(usage),
        }
    }

    /// The facts have the first word: something in them may well be called like a greeting.
    fn answer(&self, want: Want, text: &str) -> Response {
        let finding = self.answers.ask(want, text);
        let is_unknown = matches!(finding, Finding::Unknown { .. });
        if want == Want::Open && is_unknown && is_greeting(text) {
            return Response::Greeting;
        }
        Response::Finding(finding)
    }

    fn any_fact(
        &self,
        command: &'static CommandSpec,
        topic: Option<String>,
        random: &mut impl Rng,
    ) -> Response {
        let topic = match self.topic(&command.word(), topic) {
            Ok(topic) => topic,
            Err(no_such_topic) => return no_such_topic,
        };
        match facts_of(self.base(), topic).choose(random) {
            Some(fact) => Response::Finding(Finding::Fact {
                fact,
                lead: Lead::Statement,
                also: Vec::new(),
            }),
            None => Response::NoFacts,
        }
    }

    /// What a fact stands on: one word is its id, and several are read as a question.
    fn source(&self, given: String) -> Response {
        let base = self.base();
        let words: Vec<_> = given.split_whitespace().map(str::to_lowercase).collect();
        let id = words.join("-");
        if let Some(fact) = base.fact_by_id(&id) {
            return Response::Source(fact);
        }
        // A mistyped id is no question, which takes longer to find.
        let is_question = words.len() > 1;
        let asked = is_question.then(|| self.answers.ask(Want::Open, &given));
        if let Some(Finding::Fact { fact, .. }) = asked {
            return Response::Source(fact);
        }
        let meant = nearest(&id, &base.facts, |fact| fact.id.as_str());
        if let Some(meant) = meant.and_then(|fact| base.fact_by_id(fact.id.as_str())) {
            let nearest = vec![meant];
            return Response::NoSuchFact { given, nearest };
        }
        let nearest = match asked.unwrap_or_else(|| self.answers.ask(Want::Open, &given)) {
            Finding::Fact { fact, also, .. } => [vec![fact], also].concat(),
            Finding::Card { facts, .. } => match facts[..] {
                [fact] if is_question => return Response::Source(fact),
                _ => facts,
            },
            Finding::Closest { nearest, .. } => nearest,
            Finding::Unknown { .. } | Finding::Invalid(_) => Vec::new(),
        };
        Response::NoSuchFact { given, nearest }
    }

    /// The topic that was given, if any; `before` is what it was written behind.
    fn topic(&self, before: &str, given: Option<String>) -> Result<Option<Topic>, Response> {
        let Some(given) = given else { return Ok(None) };
        match Topic::find(self.base(), &given) {
            Some(topic) => Ok(Some(topic)),
            None => Err(Response::NoSuchTopic {
                before: before.to_owned(),
                nearest: Topic::find_nearest(self.base(), &given),
                given,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;
    use crate::chat::commands::COMMANDS;

    #[test]
    fn a_reply_is_seen_by_those_whom_its_command_names() {
        let bot = Bot::new(Arc::new(Answers::new(Arc::default())));
        for command in COMMANDS {
            let response = bot.respond(command.example, &mut StdRng::seed_from_u64(0));
            if response == Response::OnlyInChat {
                // Told to whoever asked, wherever that is.
                continue;
            }
            let reply = speech::reply(bot.base(), &response);
            assert_eq!(reply.audience, command.audience, "{}", command.name);
        }
    }
}
