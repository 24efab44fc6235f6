//! Names: is it this one, however it is said, and no other?

use super::cover::{Cover, Of};
use super::form::{self, Form, How};
use super::forms::Forms;
use super::hesitation;
use super::lexicon;
use super::reason::{Reason, Verdict};
use super::script::Script;
use super::slip;
use super::states;
use super::text::{Gap, Text};
use crate::quiz::NameAnswer;

/// A name that is the right answer, read once for all that will be given.
#[derive(Debug, Clone)]
pub(super) struct Name {
    forms: Forms,
    rivals: Forms,
}

impl Name {
    /// Reads the name.
    pub(super) fn new(answer: &NameAnswer) -> Self {
        Self {
            forms: Forms::new(&answer.name, &answer.aliases),
            rivals: Forms::whole(&answer.rivals),
        }
    }

    /// Its forms.
    pub(super) fn forms(&self) -> &Forms {
        &self.forms
    }

    /// The forms of its rivals.
    pub(super) fn rivals(&self) -> &Forms {
        &self.rivals
    }

    /// Judges what was given.
    pub(super) fn verdict(&self, given: &Text, question: &Text) -> Verdict {
        let is_all = |forms: &Forms| forms.is_all(given, |form| !form.is_part);
        if is_all(&self.forms) {
            return Verdict::accept(Reason::Right);
        }
        if is_all(&self.rivals) {
            return Verdict::refuse(Reason::Another);
        }
        if is_echo(given, question) {
            return Verdict::refuse(Reason::Echo);
        }
        let cover = Cover::new(given, question, &[&self.forms], &self.rivals);
        if cover.is_found() {
            return self.found(&cover);
        }
        if cover.has(Of::Namesake) {
            return Verdict::refuse(Reason::Namesake);
        }
        if cover.has(Of::Rival) {
            return Verdict::refuse(Reason::Another);
        }
        if hesitation::spoiled(&cover).is_none()
            && let Some(reason) = self.part(&cover)
        {
            return Verdict::accept(reason);
        }
        Verdict::refuse(self.missed(&cover))
    }

    /// A name of the answer is there: is there anything against it?
    fn found(&self, cover: &Cover<'_>) -> Verdict {
        if let Some(reason) = hesitation::spoiled(cover) {
            return Verdict::refuse(reason);
        }
        let free = |at: &usize| !matches!(cover.of[*at], Of::Answer(_));
        let other = (0..cover.given.len()).filter(free).any(|at| {
            let word = cover.given.word(at);
            let is_new = !cover.question.has(word);
            let is_number = word.bytes().any(|byte| byte.is_ascii_digit());
            let is_own = || self.forms.all.iter().any(|form| form.text.has(word));
            let is_year = word.len() == 4;
            cover.of[at] == Of::Rival && is_new && !is_own()
                || cover.of[at] == Of::Namesake
                || is_number && is_new && !is_year && cover.has_digit
        });
        if other || self.is_listed(cover) || self.is_one_of_states(cover) {
            return Verdict::refuse(Reason::Several);
        }
        // "Indian Ocean" is no slip for India.
        let next = (1..cover.given.len()).find(|&at| free(&at) && !free(&(at - 1)));
        let is_longer = next.is_some_and(|at| {
            let word = cover.given.word(at);
            let is_kind = lexicon::is_common(word) && !lexicon::is_title(word);
            // "Dominican Republic" is none for Dominica.
            let is_described = self.is_adjective(cover.given.word(at - 1));
            cover.given.words[at].gap == Gap::Space
                && (is_kind || is_described)
                && !lexicon::is_filler(word)
                && !cover.question.mentions(word)
        });
        if cover.how == How::Slip && is_longer {
            return Verdict::refuse(Reason::Another);
        }
        let owner = (1..cover.given.len())
            .any(|at| cover.given.words[at - 1].owns && !free(&(at - 1)) && cover.is_content(at));
        if owner && !(0..cover.given.len()).any(|at| !free(&at) && !cover.given.words[at].owns) {
            return Verdict::refuse(Reason::Another);
        }
        Verdict::accept(match cover.how {
            How::Slip => Reason::Slip,
            How::Script => Reason::OtherScript,
            How::Exact if cover.is_part => Reason::PartOfName,
            How::Exact => Reason::Right,
        })
    }

    /// Whether another state is named besides the one that is right.
    fn is_one_of_states(&self, cover: &Cover<'_>) -> bool {
        let is_state = |form: &Form| states::at(&form.text, 0) == Some(form.text.len());
        let given = cover.given;
        let is_other = |at: usize| {
            let Some(end) = states::at(given, at) else {
                return false;
            };
            (at..end).all(|at| {
                !matches!(cover.of[at], Of::Answer(_)) && !cover.question.mentions(given.word(at))
            })
        };
        (0..given.len()).any(is_other) && self.forms.all.iter().any(is_state)
    }

    /// Whether a word is a name of the answer with the ending of an adjective.
    fn is_adjective(&self, word: &str) -> bool {
        let ends = |form: &Form| {
            let rest = word.strip_prefix(form.text.letters());
            matches!(rest, Some("n" | "i"))
        };
        self.forms.all.iter().any(ends)
    }

    /// Whether another name stands beside a person's: "Elphberg, Hentzau". Beside a place's it may
    /// be where that lies.
    fn is_listed(&self, cover: &Cover<'_>) -> bool {
        let given = cover.given;
        let is_personal = self.forms.all.iter().any(|form| form.is_personal);
        let is_asked = ["who", "whom"].iter().any(|word| cover.question.has(word));
        is_personal
            && is_asked
            && (1..given.len()).any(|at| {
                let is_side =
                    given.words[at].gap == Gap::Comma && matches!(cover.of[at - 1], Of::Answer(_));
                let rest = at..given.len();
                // "Elphberg, Rudolf" is one.
                let is_other = |at| cover.is_content(at) && !self.forms.has_word(given.word(at));
                is_side && rest.len() < 3 && rest.into_iter().all(is_other)
            })
    }

    /// Whether all that was given is as much of a name as is needed.
    fn part(&self, cover: &Cover<'_>) -> Option<Reason> {
        let given = cover.given;
        let is_own = |word: &str| self.forms.has_word(word);
        let said: Vec<usize> = (0..given.len())
            .filter(|&at| {
                let word = given.word(at);
                !lexicon::is_filler(word) && (!lexicon::is_title(word) || is_own(word))
            })
            .collect();
        // What the question says itself is no part of an answer, unless it is one of a name.
        let said = given.only(said.into_iter().filter(|&at| {
            let word = given.word(at);
            !cover.question.has(word) || is_own(word)
        }));
        let is_left_open = |at: usize| matches!(given.word(at), "something" | "whatever" | "blah");
        if said.is_empty() || said.len() > 12 || (0..given.len()).any(is_left_open) {
            return None;
        }
        let forms = || self.forms.readable();
        let telling = form::telling(&said);
        if forms().any(|form| is_abridged(form, &said) || is_regrouped(form, &said, &telling)) {
            return Some(Reason::PartOfName);
        }
        if forms().any(|form| is_gist(form, &said, &self.rivals)) {
            return Some(Reason::PartOfName);
        }
        forms()
            .any(|form| is_told_by_question(form, &said, cover.question))
            .then_some(Reason::PartOfName)
    }

    /// Why what was given is not the answer.
    fn missed(&self, cover: &Cover<'_>) -> Reason {
        let given = cover.given;
        let has = |at: usize| {
            let word = given.word(at);
            lexicon::is_title(word) || word.len() > 1 && self.forms.has_word(word)
        };
        if let Some(reason) = hesitation::unsaid(given) {
            return reason;
        }
        let content = |at: &usize| cover.is_content(*at) || has(*at);
        let mut said = (0..given.len()).filter(content).peekable();
        if said.peek().is_some() && said.all(has) {
            return Reason::TooLittle;
        }
        Reason::Wrong
    }
}

/// Whether two words are the same but for a slip or the plural.
fn is_alike(right: &str, given: &str) -> bool {
    let is_plural = |many: &str, one: &str| one.len() > 3 && many.strip_suffix('s') == Some(one);
    right == given
        || slip::is_slip(right, given)
        || is_plural(right, given)
        || is_plural(given, right)
}

/// A person's name with initials or without its middle, or with another name in the middle:
/// always with the surname.
fn is_abridged(form: &Form, said: &Text) -> bool {
    let right = &form.text;
    if !form.is_personal || said.len() < 2 {
        return false;
    }
    let (last, said_last) = (right.len() - 1, said.len() - 1);
    if !is_alike(right.word(last), said.word(said_last)) {
        return false;
    }
    let is_initial = |one: &str, other: &str| one.len() == 1 && other.starts_with(one);
    let is_same = |right: &str, given: &str| {
        is_alike(right, given) || is_initial(given, right) || is_initial(right, given)
    };
    let mut own = 0..last;
    let in_order = (0..said_last).all(|at| own.any(|own| is_same(right.word(own), said.word(at))));
    // "QJ" is two initials.
    let initials = (0..last).filter_map(|at| right.word(at).chars().next());
    let is_run_of_initials = said_last == 1 && last > 1 && said.word(0).chars().eq(initials);
    let has_middle =
        said.len() == right.len() + 1 && right.len() == 2 && is_same(right.word(0), said.word(0));
    in_order || is_run_of_initials || has_middle
}

/// The same words in another order, or without those that only say what kind of thing it is.
fn is_regrouped(form: &Form, said: &Text, said_words: &[usize]) -> bool {
    let right = &form.text;
    let right_words = &form.telling;
    if right_words.is_empty() || right_words.len() != said_words.len() {
        return false;
    }
    // A word for another kind of thing may stand around the name, but not within it.
    let (first, last) = (said_words[0], said_words[said_words.len() - 1]);
    if (first..last).any(|at| lexicon::is_kind(said.word(at)) && !right.has(said.word(at))) {
        return false;
    }
    let mut left = said_words.to_vec();
    right_words.iter().all(|&own| {
        let found = left
            .iter()
            .position(|&at| is_alike(right.word(own), said.word(at)));
        found.map(|at| left.swap_remove(at)).is_some()
    })
}

/// A name without the words that the question says itself.
fn is_told_by_question(form: &Form, said: &Text, question: &Text) -> bool {
    let right = &form.text;
    let mut own = 0..right.len();
    let mut skipped = 0;
    // Half of "Guinea-Bissau" is another's name.
    if right.words.iter().any(|word| word.is_joined) {
        return false;
    }
    let in_order = (0..said.len()).all(|at| {
        own.any(|own| {
            let is_found = is_alike(right.word(own), said.word(at));
            let is_told = question.has(right.word(own)) || lexicon::is_filler(right.word(own));
            skipped += usize::from(!is_found && !is_told);
            is_found
        })
    });
    let is_told = |own: usize| question.has(right.word(own)) || lexicon::is_filler(right.word(own));
    let adds = |at: usize| {
        let word = said.word(at);
        !question.has(word) && !lexicon::is_kind(word) && !lexicon::is_title(word)
    };
    in_order && skipped == 0 && own.all(is_told) && (0..said.len()).any(adds)
}

/// The gist of a description: "hoax" of "It was exposed as an elaborate hoax". Of a name it would
/// be a part, so there have to be several words in small letters.
fn is_gist(form: &Form, said: &Text, rivals: &Forms) -> bool {
    let right = &form.text;
    let count = right.len();
    let is_small = |word: &&super::text::Word| !word.is_capital && word.script == Script::Latin;
    let small = right.words.iter().filter(is_small).count();
    let has_filler = right.all().any(lexicon::is_filler);
    let is_described = small > 2 && count > 3 || small > 1 && count > 2 && has_filler;
    if form.is_personal || !is_described || said.len() >= count {
        return false;
    }
    let starts = (0..=count - said.len())
        .filter(|&at| (0..said.len()).all(|word| is_alike(right.word(at + word), said.word(word))));
    let is_named = |at: usize| right.words[at].is_capital && at > 0;
    starts.into_iter().any(|at| {
        let end = at + said.len();
        let is_last = end == count || at == 0 && said.len() > 1;
        let is_noun = !lexicon::is_common(said.word(said.len() - 1));
        let is_rival = (0..said.len()).any(|at| rivals.exact(said, at).is_some());
        (is_last || (at..end).all(is_named)) && is_noun && !is_rival
    })
}

/// Whether what was given is the question again: most of its words, and hardly any other.
pub(super) fn is_echo(given: &Text, question: &Text) -> bool {
    // Most answers have a word of their own, which is soon found.
    let is_new = |word: &str| !question.has(word) && !lexicon::is_filler(word);
    if question.len() < 3 || given.all().any(is_new) {
        return false;
    }
    let shared = question.all().filter(|word| given.has(word)).count();
    shared * 10 >= question.len() * 8
}
