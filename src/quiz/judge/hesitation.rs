//! What stands around an answer: hesitation does no harm, a second candidate or a "not" does.

use super::cover::{Cover, Of};
use super::lexicon;
use super::reason::Reason;
use super::text::{Gap, Text};

/// Why words around the answer spoil it; none if they do not.
pub(super) fn spoiled(cover: &Cover<'_>) -> Option<Reason> {
    let given = cover.given;
    let count = given.len();
    let is_free = |at: usize| !matches!(cover.of[at], Of::Answer(_));
    let has_content = || (0..count).any(|at| cover.is_content(at));
    for at in (0..count).filter(|&at| is_free(at)) {
        let word = given.word(at);
        let is_before_name = || (at + 1..count.min(at + 3)).any(|at| !is_free(at));
        if lexicon::is_negation(word)
            && (!cover.question.has(word) || is_before_name())
            && !is_neutral(given, at)
        {
            return Some(Reason::Negated);
        }
        if lexicon::is_correction(word) && has_content() {
            return Some(Reason::Several);
        }
        // "None other than" is no other.
        let is_itself = at > 0 && given.word(at - 1) == "none";
        if matches!(
            word,
            "other" | "anything" | "anyone" | "anywhere" | "rather"
        ) && !is_itself
            && (at + 1..count).any(|at| matches!(given.word(at), "than" | "but"))
        {
            return Some(Reason::Negated);
        }
        // "One of them", whichever.
        let is_any = word == "1" && at + 2 < count && given.word(at + 1) == "of";
        if is_any && matches!(given.word(at + 2), "them" | "these" | "those" | "both") {
            return Some(Reason::Several);
        }
        // "Hentzau, then Zenda", but "the then king".
        let is_sequel = word == "then" && at > 0 && at + 1 < count && !is_free(at + 1);
        if is_sequel && cover.is_content(at - 1) {
            return Some(Reason::Several);
        }
        let is_either = lexicon::is_either(word);
        let joins = is_either || matches!(word, "and" | "vs" | "اور" | "و" | "i" if at > 0);
        let next_to = |at: Option<usize>| {
            at.filter(|&at| at < count).is_some_and(|at| {
                cover.is_content(at)
                    || cover.of[at] == Of::Rival
                    || is_either && is_named(cover, at)
            })
        };
        // "Maybe A, maybe B" are two.
        let is_guess = matches!(word, "maybe" | "perhaps" | "possibly" | "probably");
        if is_guess
            && next_to(Some(at + 1))
            && given
                .words
                .get(at + 1)
                .is_some_and(|next| next.gap == Gap::Space)
            && at + 2 == count
        {
            return Some(Reason::Several);
        }
        let is_asked = cover.question.has(word);
        if joins && (is_either || !is_asked) {
            let beside = next_to(at.checked_sub(1)) || next_to(Some(at + 1));
            // "A or the B": what is next may be a title.
            if beside || is_either && !is_asked && has_content() {
                return Some(Reason::Several);
            }
        }
    }
    for at in 1..count {
        let is_break = given.words[at].gap == Gap::Break;
        if is_break && is_free(at) != is_free(at - 1) {
            let side = if is_free(at) { at } else { at - 1 };
            let is_number = given.word(side).bytes().all(|byte| byte.is_ascii_digit());
            if cover.is_content(side) && !is_remark(cover, side) && (!is_number || cover.has_digit)
            {
                return Some(Reason::Several);
            }
        }
    }
    None
}

/// Whether a word may name something, be it from the question or not.
fn is_named(cover: &Cover<'_>, at: usize) -> bool {
    let word = cover.given.word(at);
    !matches!(cover.of[at], Of::Answer(_)) && !lexicon::is_filler(word) && !lexicon::is_title(word)
}

/// Whether a negation is a hesitation: "not sure", "no idea", "no doubt".
pub(super) fn is_neutral(given: &Text, at: usize) -> bool {
    let after = (at + 1)..given.len().min(at + 4);
    let is_number = |at: usize| given.word(at).bytes().all(|byte| byte.is_ascii_digit());
    let is_doubt = |at: usize| lexicon::is_doubt(given.word(at));
    // "Don't quote me on this."
    let is_plea = |at: usize| given.word(at) == "me";
    after.clone().any(is_doubt)
        || given.word(at) != "no" && after.clone().any(is_plea)
        || given.word(at) == "no" && after.clone().next().is_some_and(is_number)
}

/// Whether a word after a break belongs to a sentence rather than to a candidate: a long one.
fn is_remark(cover: &Cover<'_>, side: usize) -> bool {
    let given = cover.given;
    let from = (0..=side)
        .rev()
        .find(|&at| at == 0 || given.words[at].gap == Gap::Break);
    let to = (side + 1..given.len()).find(|&at| given.words[at].gap == Gap::Break);
    to.unwrap_or(given.len()) - from.unwrap_or(0) > 4
}

/// Why a text in which nothing answers is no answer, if that is plain: it says not to know, or
/// nothing at all.
pub(super) fn unsaid(given: &Text) -> Option<Reason> {
    let is_unknowing = ["idk", "dunno", "pass", "skip"]
        .iter()
        .any(|word| given.has(word));
    let is_doubt = |at| lexicon::is_negation(given.word(at)) && is_neutral(given, at);
    if is_unknowing || (0..given.len()).any(is_doubt) {
        return Some(Reason::NotKnown);
    }
    given.all().all(lexicon::is_filler).then_some(Reason::Empty)
}

/// A text without the question that makes a guess of it: "Zenda, isn't it?", "isn't that Zenda?".
pub(super) fn without_tag(given: &str) -> &str {
    const VERBS: [&str; 4] = ["isn't", "isnt", "wasn't", "wasnt"];
    const SUBJECTS: [&str; 4] = ["it", "that", "he", "she"];
    let is_one_of = |word: &str, all: &[&str]| all.iter().any(|one| one.eq_ignore_ascii_case(word));
    let is_tag = |verb: &str, subject: &str| {
        is_one_of(&verb.replace('’', "'"), &VERBS) && is_one_of(subject, &SUBJECTS)
    };
    let bare = given.trim_end_matches(|c: char| c == '?' || c == '!' || c.is_whitespace());
    let mut words = bare.rsplitn(3, ' ');
    if let (Some(subject), Some(verb), Some(rest)) = (words.next(), words.next(), words.next())
        && is_tag(verb, subject)
    {
        return rest;
    }
    let mut words = given.splitn(3, ' ');
    match (words.next(), words.next(), words.next()) {
        (Some(verb), Some(subject), Some(rest)) if is_tag(verb, subject) => rest,
        _ => given,
    }
}

/// Whether a text holds a mark that stands for anything: a star or a line that is not there to
/// make letters bold.
pub(super) fn has_wildcard(given: &str) -> bool {
    let bare = given.trim();
    if has_open_letter(bare) {
        return true;
    }
    let marks = |c: char| matches!(c, '*' | '_');
    if !bare.contains(marks) {
        return false;
    }
    let inner = bare.trim_matches(marks);
    let opening = bare.len() - bare.trim_start_matches(marks).len();
    let closing = bare.len() - bare.trim_end_matches(marks).len();
    inner.is_empty() || inner.contains('*') || inner.contains("__") || opening != closing
}

/// Whether a question mark stands for the first letter of a word: "?enda".
fn has_open_letter(given: &str) -> bool {
    given.match_indices('?').any(|(at, _)| {
        let is_first = given[..at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace);
        is_first && given[at + 1..].starts_with(char::is_alphabetic)
    })
}
