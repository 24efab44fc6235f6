//! Which words of what was given are a name of the answer, which of a rival, and which neither.

use super::forms::{Form, Forms, How};
use super::lexicon;
use super::text::{Gap, Text};

/// What a word belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Nothing that is known.
    Nothing,
    /// The answer; of a set, the member at this position.
    Answer(usize),
    /// A rival of it.
    Rival,
    /// Somebody else with the same surname.
    Namesake,
}

/// A name that begins at a word.
struct Found<'f> {
    end: usize,
    form: &'f Form,
    /// Of a set, which member's it is.
    member: usize,
}

/// The longest name that is found of any member; of the first, if they are as long.
fn longest<'f>(
    members: &[&'f Forms],
    find: impl Fn(&'f Forms) -> Option<(usize, &'f Form)>,
) -> Option<Found<'f>> {
    let found = members.iter().enumerate().rev();
    let found = found.filter_map(|(member, forms)| {
        let (end, form) = find(forms)?;
        Some(Found { end, form, member })
    });
    found.max_by_key(|found| found.end)
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// What was given, word by word.
pub(super) struct Cover<'t> {
    pub(super) given: &'t Text,
    pub(super) question: &'t Text,
    /// What each word belongs to.
    pub(super) of: Vec<Of>,
    /// The weakest way in which a name of the answer was found.
    pub(super) how: How,
    /// Whether only parts of names were found.
    pub(super) is_part: bool,
    /// Whether a name that was found has a digit, so that other numbers are other names.
    pub(super) has_digit: bool,
}

impl<'t> Cover<'t> {
    /// Finds the names of the answer (of a set, of each member) and of the rivals.
    pub(super) fn new(
        given: &'t Text,
        question: &'t Text,
        members: &[&Forms],
        rivals: &Forms,
    ) -> Self {
        let mut cover = Self {
            given,
            question,
            of: vec![Of::Nothing; given.len()],
            how: How::Exact,
            is_part: true,
            has_digit: false,
        };
        let mut at = 0;
        while at < given.len() {
            at = cover.take(at, members, rivals).unwrap_or(at + 1);
        }
        cover
    }

    /// Takes the longest name that begins at a word, and says where it ends.
    fn take(&mut self, at: usize, members: &[&Forms], rivals: &Forms) -> Option<usize> {
        let given = self.given;
        let exact = longest(members, |forms| forms.exact(given, at));
        let rival = rivals.exact(given, at).map_or(at, |(end, _)| end);
        let (found, how) = if let Some(exact) = exact.filter(|found| found.end >= rival) {
            (exact, How::Exact)
        } else if rival > at {
            self.of[at..rival].fill(Of::Rival);
            return Some(rival);
        } else if let Some(found) = longest(members, |forms| forms.slip(given, at)) {
            let Found { end, member, .. } = found;
            let is_rival =
                rivals.is_near(given, at, end) || self.is_word_of(at, end, rivals, members[member]);
            if is_rival {
                self.of[at..end].fill(Of::Rival);
                return Some(end);
            }
            (found, How::Slip)
        } else {
            let found = longest(members, |forms| forms.in_script(given, at))?;
            if rivals.in_script(given, at).is_some() {
                self.of[at..found.end].fill(Of::Rival);
                return Some(found.end);
            }
            (found, How::Script)
        };
        let run = at..found.end;
        let is_namesake = found.form.is_surname && self.is_namesake(at, members[found.member]);
        let of = if is_namesake || self.is_turned(at) {
            Of::Namesake
        } else {
            self.how = if how == How::Exact { self.how } else { how };
            self.is_part &= found.form.is_part || found.form.is_surname;
            self.has_digit |= run.clone().any(|at| has_digit(given.word(at)));
            Of::Answer(found.member)
        };
        self.of[run].fill(of);
        Some(found.end)
    }

    /// Whether a word that would be a slip is a rival's own name: "Iran Khan".
    fn is_word_of(&self, from: usize, to: usize, rivals: &Forms, names: &Forms) -> bool {
        (from..to).any(|at| {
            let is_own = names
                .0
                .iter()
                .any(|form| form.text.has(self.given.word(at)));
            !is_own && rivals.exact(self.given, at).is_some()
        })
    }

    /// Whether the word before a name makes it another's: "South" before "Korea".
    fn is_turned(&self, at: usize) -> bool {
        at > 0
            && self.given.words[at].gap == Gap::Space
            && self.of[at - 1] == Of::Nothing
            && lexicon::is_direction(self.given.word(at - 1))
            && !self.question.has(self.given.word(at - 1))
    }

    /// Whether somebody else's given name stands before a surname.
    fn is_namesake(&self, at: usize, names: &Forms) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let word = self.given.word(before);
        let is_lower = self.given.words[at].is_capital && !self.given.words[before].is_capital;
        self.given.words[at].gap == Gap::Space
            && !is_lower
            && !matches!(self.of[before], Of::Answer(_))
            && !lexicon::is_title(word)
            && !lexicon::is_filler(word)
            && !lexicon::is_negation(word)
            && !lexicon::is_kind(word)
            && !self.question.mentions(word)
            && !names.has_word(word)
            && !names.has_initials(word)
            // "Vladimir Vladimirovich Putin".
            && !before.checked_sub(1).is_some_and(|first| names.has_word(self.given.word(first)))
            && names.in_script(self.given, before).is_none()
    }

    /// Whether a word may be another candidate, or a part of one.
    pub(super) fn is_content(&self, at: usize) -> bool {
        let word = self.given.word(at);
        let is_initial = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_harmless = is_initial
            || lexicon::is_filler(word)
            || lexicon::is_title(word)
            || lexicon::is_kind(word)
            || self.question.mentions(word);
        !is_harmless && !matches!(self.of[at], Of::Answer(_))
    }

    /// Whether some word belongs to this.
    pub(super) fn has(&self, of: Of) -> bool {
        self.of.contains(&of)
    }

    /// Whether a name of the answer was found.
    pub(super) fn is_found(&self) -> bool {
        self.of.iter().any(|of| matches!(of, Of::Answer(_)))
    }
}
