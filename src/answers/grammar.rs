//! Who does what to whom in a question, where its grammar says so plainly.
//!
//! "Who invited Putin", "did Putin invite Khan" and "was Khan invited by Putin" differ in nothing
//! but the order of words. Terse texts ("putin invitation") say nothing about it, and are not
//! read as if they did.

use super::lexicon::{self, Verb};
use super::names::{Meant, Mention};
use super::words::Word;
use crate::ids::EntityIx;

/// Where somebody stands to the verb of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Does it.
    Doer,
    /// Has it done to them.
    Other,
    /// Named with "from" where something is got.
    Giver,
    /// Named with "to" where something is given.
    Receiver,
}

/// What the grammar of a question tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grammar {
    /// The kind of verb, where it matters.
    pub verb: Option<Verb>,
    /// Where the verb stands, if it has a doer.
    pub verb_at: Option<usize>,
    /// Those named, with the role that they plainly have.
    pub roles: Vec<(EntityIx, Role)>,
    /// The role of whoever is asked for.
    pub sought: Option<Role>,
    /// Whether getting is spoken of anywhere: "consider buying from".
    pub is_getting: bool,
    /// Whom "who is" asks about: "who is the Russian ambassador in Islamabad".
    pub identity: Option<EntityIx>,
}

/// One step of a question as the grammar sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Somebody(EntityIx),
    /// "did", "will", "has": what follows it is the doer.
    Auxiliary,
    /// "was": what follows it is the doer or, before a participle, the other.
    Be,
    Asking,
    By,
    From,
    To,
    /// Any other preposition: what follows is neither doer nor other.
    Aside,
    And,
    /// A word of content: whether it looks like a past form or a noun, and its kind as a verb.
    Content {
        past: bool,
        is_noun: bool,
        verb: Option<Verb>,
    },
}

/// Reads the grammar of a question.
pub fn read(words: &[Word], mentions: &[Mention]) -> Grammar {
    let (steps, at) = steps(words, mentions);
    let is_getting =
        |word: &Word| word.text == "from" || lexicon::verb(&word.stem) == Some(Verb::Getting);
    let mut grammar = Grammar {
        is_getting: words.iter().any(is_getting),
        ..Grammar::default()
    };
    if let [Step::Asking, Step::Be, Step::Somebody(who), rest @ ..] = steps.as_slice()
        && !matches!(rest.first(), Some(Step::Content { .. }))
    {
        grammar.identity = Some(*who);
    }
    let starts_with_name = mentions
        .first()
        .is_some_and(|mention| mention.words.start == 0);
    let verb_at = find_doer(&steps, starts_with_name, &mut grammar);
    grammar.verb_at = verb_at.map(|step| at[step]);
    for (at, pair) in steps.windows(2).enumerate() {
        let (before, Step::Somebody(who)) = (pair[0], pair[1]) else {
            continue;
        };
        let role = match before {
            // "By the Russian agency": not by Russia.
            Step::By if matches!(steps.get(at + 2), Some(Step::Content { past: false, .. })) => {
                continue;
            }
            Step::By => Role::Doer,
            Step::From if grammar.verb == Some(Verb::Getting) => Role::Giver,
            Step::To if grammar.verb == Some(Verb::Giving) => Role::Receiver,
            Step::Content { .. } if Some(at) == verb_at => match grammar.verb {
                Some(Verb::Giving) => Role::Receiver,
                _ => Role::Other,
            },
            _ => continue,
        };
        if !grammar.roles.iter().any(|&(known, _)| known == who) {
            grammar.roles.push((who, role));
        }
    }
    grammar
}

/// The steps of a question, and the word at which each begins.
fn steps(words: &[Word], mentions: &[Mention]) -> (Vec<Step>, Vec<usize>) {
    let mut steps = Vec::with_capacity(words.len());
    let mut starts = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let mention = mentions.iter().find(|mention| mention.words.start == at);
        let step = match mention {
            Some(mention) => match mention.meant {
                Meant::Entity(entity) => Some(Step::Somebody(entity)),
                Meant::Nobody => Some(Step::Content {
                    past: false,
                    is_noun: true,
                    verb: None,
                }),
            },
            // "Khan, when he invited": what follows is a clause of its own.
            None if !steps.is_empty() && is_conjunction(&words[at].text) => Some(Step::Aside),
            // "Which two states": they state nothing.
            None if steps.last() == Some(&Step::Asking) && is_kinds(&words[at]) => None,
            None => step(&words[at]),
        };
        // "Is it true that": what follows is the question.
        if mention.is_none() && words[at].text == "that" {
            steps.clear();
            starts.clear();
        }
        // "President Putin" is one person named twice.
        if step.is_some()
            && (step != steps.last().copied() || !matches!(step, Some(Step::Somebody(_))))
        {
            steps.extend(step);
            starts.push(at);
        }
        at = mention.map_or(at + 1, |mention| mention.words.end);
    }
    (steps, starts)
}

fn is_kinds(word: &Word) -> bool {
    word.text.ends_with('s')
        && lexicon::entry(&word.text).is_some_and(|entry| entry.focus.is_some())
}

fn is_conjunction(word: &str) -> bool {
    matches!(
        word,
        "when" | "while" | "as" | "after" | "before" | "since" | "because"
    )
}

/// Whether a word is a form of "to be".
pub fn is_be(word: &str) -> bool {
    matches!(
        word,
        "is" | "are" | "was" | "were" | "be" | "been" | "being"
    )
}

/// Whether a word helps a verb, and what follows it is the doer.
pub fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "did"
            | "does"
            | "do"
            | "will"
            | "would"
            | "can"
            | "could"
            | "should"
            | "may"
            | "might"
            | "has"
            | "have"
            | "had"
    )
}

fn step(word: &Word) -> Option<Step> {
    Some(match word.text.as_str() {
        text if is_auxiliary(text) => Step::Auxiliary,
        text if is_be(text) => Step::Be,
        "who" | "whom" | "which" => Step::Asking,
        "by" => Step::By,
        "from" => Step::From,
        "to" => Step::To,
        "and" => Step::And,
        "with" | "at" | "in" | "on" | "about" | "for" | "of" | "between" | "near" | "against"
        | "during" => Step::Aside,
        text => {
            let verb = lexicon::verb(&word.stem);
            let entry = lexicon::entry(text);
            let carries_nothing = entry.is_some_and(|entry| entry.stop || entry.asks.is_some());
            // "Which general called": the kind asked for belongs to the asking word.
            let is_kind = entry.is_some_and(|entry| entry.focus.is_some());
            // "Was reported to raise": reporting is not what is asked about.
            let is_light = entry.is_some_and(|entry| entry.light);
            if verb.is_none() && (carries_nothing || is_kind || is_light) {
                return None;
            }
            let is_noun = ["ion", "ing", "ings", "ment", "talks"]
                .iter()
                .any(|end| text.ends_with(end));
            let past = text.ends_with("ed")
                || (!is_noun && text != word.stem && !text.ends_with(['s', 'g', 'e']));
            Step::Content {
                past,
                is_noun,
                verb,
            }
        }
    })
}

/// Finds the verb with its doer, and what is asked for; tells where the verb stands.
fn find_doer(steps: &[Step], starts_with_name: bool, grammar: &mut Grammar) -> Option<usize> {
    use Step::{Asking, Auxiliary, Be, Content, Somebody};
    for at in 0..steps.len() {
        match steps[at..] {
            // "Did Putin invite", "was Putin invited".
            [helper @ (Auxiliary | Be), Somebody(who), ..] => {
                return find_helped(steps, at, helper, who, grammar);
            }
            // "Who was invited".
            [
                Asking,
                Be,
                Content {
                    past: true, verb, ..
                },
                ..,
            ] => {
                grammar.verb = verb;
                grammar.sought = Some(Role::Other);
                return Some(at + 2);
            }
            // "Who has invited".
            [Asking, Auxiliary, Content { verb, .. }, ..] => {
                grammar.verb = verb;
                grammar.sought = Some(Role::Doer);
                return Some(at + 2);
            }
            // "Who invited".
            [Asking, Content { past, verb, .. }, ..] if past || verb.is_some() => {
                grammar.verb = verb;
                grammar.sought = Some(Role::Doer);
                return Some(at + 1);
            }
            // "Putin visit Islamabad", which a noun as "invitation" does not make.
            [
                Somebody(who),
                Content {
                    verb,
                    is_noun: false,
                    ..
                },
                Somebody(_),
                ..,
            ] if at == 0 && starts_with_name => {
                grammar.verb = verb;
                grammar.roles.push((who, Role::Doer));
                return Some(at + 1);
            }
            // "Which tanks Pakistan bought".
            [
                Somebody(who),
                Content {
                    verb: verb @ Some(Verb::Getting | Verb::Giving),
                    is_noun: false,
                    ..
                },
                ..,
            ] if at > 0
                && !matches!(
                    steps[at - 1],
                    Step::By | Step::From | Step::To | Step::Aside
                ) =>
            {
                grammar.verb = verb;
                grammar.roles.push((who, Role::Doer));
                return Some(at + 1);
            }
            // "Putin invited Khan", "Putin will invite Khan".
            [
                Somebody(who),
                Content {
                    past: true, verb, ..
                },
                ..,
            ] if at == 0 && starts_with_name => {
                grammar.verb = verb;
                grammar.roles.push((who, Role::Doer));
                return Some(at + 1);
            }
            [Somebody(who), Auxiliary, Content { verb, .. }, ..] if at == 0 && starts_with_name => {
                grammar.verb = verb;
                grammar.roles.push((who, Role::Doer));
                return Some(at + 2);
            }
            _ => {}
        }
    }
    None
}

/// Finds the verb and its doer behind "did" or "was".
fn find_helped(
    steps: &[Step],
    at: usize,
    helper: Step,
    who: EntityIx,
    grammar: &mut Grammar,
) -> Option<usize> {
    use Step::{And, Auxiliary, Be, Content, Somebody};
    let mut next = at + 2;
    let mut doers = vec![who];
    while let [And, Somebody(also), ..] = steps[next..] {
        doers.push(also);
        next += 2;
    }
    let passive_helper = helper == Be || steps.get(next) == Some(&Be);
    next += usize::from(steps.get(next) == Some(&Be));
    // "Did Iran's delegate say": the verb comes behind who of theirs does it.
    if let [
        Content {
            past: false,
            verb: None,
            ..
        },
        Content {
            verb: Some(Verb::Saying),
            ..
        },
        ..,
    ] = steps[next..]
        && helper == Auxiliary
    {
        next += 1;
    }
    let Some(&Content { past, verb, .. }) = steps.get(next) else {
        if helper == Auxiliary {
            let doers = doers.into_iter().map(|doer| (doer, Role::Doer));
            grammar.roles.extend(doers);
        }
        return None;
    };
    // "Is Russia prepared to sell": nothing is done to Russia.
    if passive_helper && matches!(steps[next + 1..], [Step::To, Content { .. }, ..]) {
        return None;
    }
    let passive = passive_helper && past;
    if passive_helper && !past {
        return None;
    }
    grammar.verb = verb;
    let role = if passive { Role::Other } else { Role::Doer };
    grammar
        .roles
        .extend(doers.into_iter().map(|doer| (doer, role)));
    grammar.sought = Some(if passive { Role::Doer } else { Role::Other });
    Some(next)
}
