//! Sets: all members, in any order, and nothing else.

use std::sync::Arc;

use super::cover::{Cover, Of};
use super::form::How;
use super::forms::Forms;
use super::hesitation;
use super::lexicon;
use super::name::{self, Name};
use super::reason::{Reason, Verdict};
use super::text::{Gap, Text};
use crate::quiz::NameAnswer;

/// A set that is the right answer, read once.
#[derive(Debug, Clone)]
pub(super) struct Set {
    members: Vec<Name>,
    rivals: Forms,
}

impl Set {
    /// Reads the set.
    pub(super) fn new(answer: &[Arc<NameAnswer>]) -> Self {
        let members: Vec<Name> = answer.iter().map(|name| Name::new(name)).collect();
        let mut rivals = Forms::default();
        for rival in members.iter().flat_map(|member| &member.rivals().all) {
            let is_member = members.iter().any(|member| {
                let mut forms = member.forms().all.iter();
                forms.any(|form| form.text.letters() == rival.text.letters())
            });
            if !is_member {
                rivals.keep(rival.clone());
            }
        }
        Self { members, rivals }
    }

    /// Judges what was given.
    pub(super) fn verdict(&self, given: &Text, question: &Text) -> Verdict {
        if name::is_echo(given, question) {
            return Verdict::refuse(Reason::Echo);
        }
        let members: Vec<&Forms> = self.members.iter().map(Name::forms).collect();
        let cover = Cover::new(given, question, &members, &self.rivals);
        let is_there = |member: usize| cover.of.contains(&Of::Answer(member));
        let missing = (0..members.len())
            .filter(|&member| !is_there(member))
            .count();
        if missing == members.len() {
            return Verdict::refuse(hesitation::unsaid(given).unwrap_or(Reason::Wrong));
        }
        for at in 0..given.len() {
            if matches!(cover.of[at], Of::Answer(_)) {
                continue;
            }
            let word = given.word(at);
            if lexicon::is_negation(word) && !hesitation::is_neutral(given, at) {
                return Verdict::refuse(Reason::Negated);
            }
            if lexicon::is_either(word) || lexicon::is_correction(word) {
                return Verdict::refuse(Reason::Several);
            }
        }
        if missing > 0 {
            return Verdict::refuse(Reason::Missing(missing));
        }
        // Of people whose surnames are asked, the given names may be given.
        let is_given_name = |at: usize| {
            let is_start = at == 0
                || given.words[at].gap != Gap::Space
                || matches!(given.word(at - 1), "and" | "i" | "vs");
            is_start
                && question.all().any(is_person)
                && at + 1 < given.len()
                && given.words[at + 1].gap == Gap::Space
                && matches!(cover.of[at + 1], Of::Answer(_))
        };
        let count = members.len().to_string();
        let is_surplus = |at: usize| match cover.of[at] {
            Of::Answer(_) => false,
            Of::Rival => !question.has(given.word(at)),
            Of::Namesake => true,
            Of::Nothing => {
                let word = given.word(at);
                let is_own = || {
                    self.members
                        .iter()
                        .any(|member| member.forms().has_word(word))
                };
                // "1. China 2. Iran": a number in front of each.
                let is_place = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_digit());
                cover.is_content(at)
                    && !is_given_name(at)
                    && !matches!(word, "i" | "vs")
                    && word != count
                    && !is_place
                    && !is_own()
            }
        };
        if (0..given.len()).any(is_surplus) {
            return Verdict::refuse(Reason::Surplus);
        }
        Verdict::accept(match cover.how {
            How::Exact => Reason::Right,
            How::Slip => Reason::Slip,
            How::Script => Reason::OtherScript,
        })
    }
}

/// Whether a word of a question asks for people: "who", "leaders".
fn is_person(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    matches!(one, "who" | "whom" | "people" | "person" | "men" | "women") || lexicon::is_title(one)
}
