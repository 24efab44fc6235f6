//! Which words of what was given are a name of the answer, which of a rival, and which neither.

use super::form::{Form, How};
use super::forms::Forms;
use super::lexicon;
use super::script::Script;
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

/// The longer name, with a slip in what comes after, of which a name is the beginning: "Bosnia and
/// Hercegovina".
fn longer_slip<'f>(
    exact: &Found<'f>,
    members: &[&'f Forms],
    given: &Text,
    at: usize,
) -> Option<Found<'f>> {
    if exact.end == given.len() {
        return None;
    }
    let member = exact.member;
    let (end, form) = members[member].slip(given, at)?;
    (end > exact.end).then_some(Found { end, form, member })
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
            // What two scripts spell alike may begin a name that they do not.
            let is_foreign = given.words[at].script != Script::Latin;
            let longer = is_foreign.then(|| longest(members, |forms| forms.in_script(given, at)));
            let longer = longer.flatten().filter(|found| found.end > exact.end);
            let longer = longer.map(|longer| (longer, How::Script));
            longer
                .or_else(|| Some((longer_slip(&exact, members, given, at)?, How::Slip)))
                .unwrap_or((exact, How::Exact))
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
        let names = members[found.member];
        let is_namesake = found.form.is_surname
            && (self.is_namesake(at, names) || self.is_followed(at, &found, names));
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
                .all
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
        // "Vladimir Vladimirovich Putin".
        let is_middle = || {
            let first = before.checked_sub(1);
            first.is_some_and(|first| names.has_word(self.given.word(first)))
        };
        let is_lower = self.given.words[at].is_capital && !self.given.words[before].is_capital;
        self.is_beside(at)
            && !is_lower
            && !self.is_role(before)
            && !matches!(self.of[before], Of::Answer(_))
            && !lexicon::is_title(word)
            && !lexicon::is_filler(word)
            && !lexicon::is_negation(word)
            && !lexicon::is_doubt(word)
            && !lexicon::is_kind(word)
            && !self.question.mentions(word)
            && !names.has_initials(word)
            && (self.has_other_initial(before, names) || !names.has_word(word) && !is_middle())
            && names.in_script(self.given, before).is_none()
    }

    /// Whether nothing stands between a word and the one before it but the point of an initial.
    fn is_beside(&self, at: usize) -> bool {
        let is_initial = || self.given.word(at - 1).chars().count() == 1;
        match self.given.words[at].gap {
            Gap::Space => true,
            Gap::Comma => is_initial(),
            Gap::Break => false,
        }
    }

    /// Whether given names that end in this initial are somebody else's: "George W. Bush".
    fn has_other_initial(&self, last: usize, names: &Forms) -> bool {
        let is_given = |at: usize| {
            let word = self.given.word(at);
            let is_initial = word.len() == 1;
            is_initial
                || !lexicon::is_title(word)
                    && !lexicon::is_filler(word)
                    && !self.question.mentions(word)
        };
        let mut first = last;
        while first > 0 && self.is_beside(first) && is_given(first - 1) {
            first -= 1;
        }
        let words: Vec<&str> = (first..=last).map(|at| self.given.word(at)).collect();
        self.given.word(last).len() == 1 && !names.has_given_names(&words)
    }

    /// Whether a word ends a role that has several: "marshal of the Soviet Union".
    fn is_role(&self, last: usize) -> bool {
        /// As many words as such a role has after its "of".
        const WORDS_MAX: usize = 3;
        let from = last.saturating_sub(WORDS_MAX).max(1);
        (from..last).any(|of| {
            self.given.word(of) == "of"
                && lexicon::is_title(self.given.word(of - 1))
                && (of..=last).all(|at| self.given.words[at].gap == Gap::Space)
        })
    }

    /// Whether somebody else's name goes on after a surname: "Kim Jong Il" for Kim Il Sung, or
    /// "Elphberg-Hentzau".
    fn is_followed(&self, at: usize, found: &Found<'_>, names: &Forms) -> bool {
        let is_other = |at: usize| self.is_content(at) && !names.has_word(self.given.word(at));
        let next = found.end;
        if found.form.leads {
            return (next..self.given.len())
                .take_while(|&at| self.given.words[at].gap == Gap::Space && self.is_content(at))
                .any(is_other);
        }
        next < self.given.len()
            && is_other(next)
            && (self.given.words[next].is_joined || self.is_given_name(at, next))
    }

    /// Whether a surname is somebody's given name here, with no more than another name behind it:
    /// "Rudolf Hentzau" for a Rudolf.
    fn is_given_name(&self, at: usize, next: usize) -> bool {
        /// Shorter words are rather courtesy.
        const LETTERS_MIN: usize = 4;
        let (word, after) = (self.given.words[at], self.given.words[next]);
        at == 0
            && next + 1 == self.given.len()
            && after.gap == Gap::Space
            && self.given.word(next).len() >= LETTERS_MIN
            && (after.is_capital || !word.is_capital)
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
